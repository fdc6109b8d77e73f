import { expect, test } from 'vitest'
import { parseOptions } from '~/cli/parse/options'

const SPECS = [
  { name: 'list', argument: null, about: '' },
  { name: 'state', argument: 'String', isOptional: true, onlyWith: ['list'], about: '' },
] as const

test('X-40 an optional argument may be left out', () => {
  expect(parseOptions(SPECS, ['--state', '--list']).value('state')).toBeUndefined()
  expect(parseOptions(SPECS, ['--list', '--state', 'Empty']).value('state')).toBe('Empty')
  expect(parseOptions(SPECS, ['--state', '--list']).has('state')).toBe(true)
})

test('X-40 an option that needs another one is refused without it', () => {
  expect(() => parseOptions(SPECS, ['--state'])).toThrow(
    'Option(s) [state] are unavailable given other options on the command line',
  )
})

const NUMBERS = [
  { name: 'topic', argument: 'String', about: '' },
  { name: 'partitions', argument: 'Integer', type: 'integer', about: '' },
] as const

test('X-01 an option that needs a value takes the next word, whatever it is', () => {
  const options = parseOptions(NUMBERS, ['--topic', '--partitions', '3'])
  expect(options.value('topic')).toBe('--partitions')
  expect(options.has('partitions')).toBe(false)
})

test('X-01 a value is looked at when it is asked for', () => {
  const options = parseOptions(NUMBERS, ['--partitions', 'x', '--topic', 'a', '--topic', 'b'])
  expect(options.has('partitions')).toBe(true)
  expect(() => options.value('partitions')).toThrow(
    "Cannot parse argument 'x' of option partitions",
  )
  expect(() => options.value('topic')).toThrow(
    'Found multiple arguments for option topic, but you asked for only one',
  )
  expect(options.values('topic')).toEqual(['a', 'b'])
})
