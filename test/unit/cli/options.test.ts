import { expect, test } from 'vitest'
import { parseOptions } from '~/cli/options'

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
