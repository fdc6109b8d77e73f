import { javaDouble } from '~/base/javaNumbers'
import { javaReal } from '~/base/javaReal'
import { javaTrim } from '~/base/javaTrim'
import { settingOf } from './catalogue'
import { valueProblem } from './configDef'
import { listOf } from './listValue'

const VOTERS = 'controller.quorum.voters'
const BOOTSTRAP = 'controller.quorum.bootstrap.servers'

/** What of one value of `server.properties` Kafka refuses, in its words, or null. CFG-01. */
export function settingProblem(name: string, value: string): string | null {
  const setting = settingOf('broker', name)
  if (setting === undefined) return null
  const trimmed = javaTrim(value)
  if (name === VOTERS) return firstOf(listOf(trimmed).map(voterProblem))
  if (name === BOOTSTRAP) return firstOf(listOf(trimmed).map(bootstrapProblem))
  const fits = setting.type === 'DOUBLE' ? { ...setting, validator: null } : setting
  const problem = valueProblem(fits, value)
  if (problem !== null || setting.type !== 'DOUBLE') return problem
  return fractionProblem(name, trimmed, setting.validator)
}

function firstOf(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null
}

const FORM = 'Each entry should be in the form `{id}@{host}:{port}`.'
const HOST_PORT = /^(?:[0-9a-zA-Z\-%._]*:\/\/)?\[?([0-9a-zA-Z\-%._:]*)]?:([0-9]+)$/

/** Kafka: QuorumConfig.parseVoterConnections. */
function voterProblem(entry: string): string | null {
  const [id = '', address, ...more] = entry.replace(/@+$/, '').split('@')
  if (address === undefined || more.length > 0) {
    return `Invalid configuration value for ${VOTERS}. ${FORM}`
  }
  if (!/^[+-]?\d+$/.test(id)) return `Failed to parse voter ID as an integer from ${id}`
  if (HOST_PORT.test(address)) return null
  return `Failed to parse host name from entry ${entry} for the configuration ${VOTERS}. ${FORM}`
}

/** Kafka: QuorumConfig.parseBootstrapServer. */
function bootstrapProblem(entry: string): string | null {
  if (HOST_PORT.test(entry)) return null
  return `Failed to parse host name from ${entry} for the configuration ${BOOTSTRAP}. Each entry should be in the form "{host}:{port}"`
}

/** Ranges of fractions, which whole-number ranges do not cover. Kafka: ConfigDef.Range. */
function fractionProblem(name: string, value: string, validator: string | null): string | null {
  const match = /^\[([\d.]+),\.\.\.(?:,([\d.]+))?\]$/.exec(validator ?? '')
  const [, low, high] = match ?? []
  const number = javaDouble(value) ?? Number.NaN
  const bad = (why: string) =>
    `Invalid value ${javaReal(number)} for configuration ${name}: Value must be ${why}`
  if (low !== undefined && number < Number(low)) return bad(`at least ${low}`)
  if (high !== undefined && number > Number(high)) return bad(`no more than ${high}`)
  return null
}
