import { javaDouble, javaInteger, javaWhole } from '~/base/javaNumbers'
import { javaReal } from '~/base/javaReal'
import { javaTrim } from '~/base/javaTrim'
import type { ConfigSetting } from './catalogue'
import { customProblem, isCustom } from './customValidators'
import { listOf } from './listValue'

function bad(name: string, value: string, why: string): string {
  return `Invalid value ${value} for configuration ${name}: ${why}`
}

/** What of a value does not fit its type, in Kafka's words, or null. Kafka: ConfigDef.parseType. */
function typeProblem(setting: ConfigSetting, value: string): string | null {
  const { name, type } = setting
  const trimmed = javaTrim(value)
  switch (type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(trimmed)
        ? null
        : bad(name, value, 'Expected value to be either true or false')
    case 'INT':
      return javaInteger(trimmed, 32) === null ? bad(name, value, 'Not a number of type INT') : null
    case 'SHORT':
      return javaInteger(trimmed, 16) === null
        ? bad(name, value, 'Not a number of type SHORT')
        : null
    case 'LONG':
      return javaInteger(trimmed, 64) === null
        ? bad(name, value, 'Not a number of type LONG')
        : null
    case 'DOUBLE':
      return javaDouble(trimmed) === null ? bad(name, value, 'Not a number of type DOUBLE') : null
    default:
      return null
  }
}

/** What of a value its validator refuses, in Kafka's words, or null. Kafka: ConfigDef.Range, ValidString. */
function rangeProblem(setting: ConfigSetting, value: string): string | null {
  const { name, type, validator } = setting
  if (validator === null) return null
  const trimmed = javaTrim(value)
  if (validator === 'non-empty string') {
    return trimmed === '' ? bad(name, '', 'String must be non-empty') : null
  }
  const range = /^\[(-?\d+),\.\.\.(?:,(-?\d+))?\](?: or (-?\d+))?$/.exec(validator)
  if (range !== null && type !== 'STRING' && type !== 'LIST') {
    return outOfRange(setting, trimmed, range)
  }
  const [, anyCase, listed] =
    /^(\(case insensitive\) )?\[(-?\w+(?:, -?\w+)*)\]$/.exec(validator) ?? []
  if (listed === undefined) return null
  const choices = listed.split(', ')
  const given = type === 'LIST' ? listOf(trimmed) : [trimmed]
  const read = (item: string) => (anyCase === undefined ? item : item.toUpperCase())
  const wrong = given.find((item) => !choices.includes(read(item)))
  if (wrong === undefined) return null
  const how = anyCase === undefined ? '' : ' (case insensitive)'
  return bad(name, wrong, `String must be one of${how}: ${choices.join(', ')}`)
}

function outOfRange(
  setting: ConfigSetting,
  value: string,
  [, low, high, other]: readonly (string | undefined)[],
): string | null {
  const number = numberOf(setting, value)
  const under = low !== undefined && number < Number(low)
  const over = high !== undefined && number > Number(high)
  if ((!under && !over) || value === other) return null
  const shown = parsed(setting, value)
  if (other !== undefined) {
    const why = `Value must be between ${low ?? ''} and ${high ?? ''} or equal to ${other}`
    return bad(setting.name, shown, why)
  }
  const why = under
    ? `Value must be at least ${low ?? ''}`
    : `Value must be no more than ${high ?? ''}`
  return bad(setting.name, shown, why)
}

function numberOf({ type }: ConfigSetting, value: string): number {
  return type === 'DOUBLE' ? (javaDouble(value) ?? Number.NaN) : Number(javaWhole(value))
}

/** A number as it was read, as Java prints it. */
function parsed(setting: ConfigSetting, value: string): string {
  return setting.type === 'DOUBLE'
    ? javaReal(numberOf(setting, value))
    : String(javaWhole(value) ?? value)
}

/** What is wrong with a value, in Kafka's words, or null. Kafka: ConfigDef.parseValue. */
export function valueProblem(setting: ConfigSetting, value: string): string | null {
  const { name } = setting
  return (
    typeProblem(setting, value) ??
    (isCustom(name) ? customProblem(name, javaTrim(value)) : rangeProblem(setting, value))
  )
}

/** A value as it was read and is shown again. Kafka: ConfigDef.parseType, convertToString. */
export function shownValue(setting: ConfigSetting, value: string): string {
  if (typeProblem(setting, value) !== null) return value
  const trimmed = javaTrim(value)
  switch (setting.type) {
    case 'BOOLEAN':
      return trimmed.toLowerCase()
    case 'INT':
    case 'SHORT':
    case 'LONG':
    case 'DOUBLE':
      return parsed(setting, trimmed)
    case 'LIST':
      return listOf(trimmed).join(',')
    default:
      return value
  }
}
