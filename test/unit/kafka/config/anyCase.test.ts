import { expect, test } from 'vitest'
import { settingOf } from '~/kafka/config/catalogue'
import { valueProblem } from '~/kafka/config/configDef'

const problem = (value: string) => {
  const setting = settingOf('admin', 'security.protocol')
  return setting === undefined ? 'unknown' : valueProblem(setting, value)
}

test('CFG-01 some choices count in any case', () => {
  expect(problem('plaintext')).toBeNull()
  expect(problem('NOPE')).toBe(
    'Invalid value NOPE for configuration security.protocol: String must be one of (case insensitive): SASL_SSL, PLAINTEXT, SSL, SASL_PLAINTEXT',
  )
})
