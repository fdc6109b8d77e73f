import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '~/words/en'

const FOLDER = 'src/kafka/invariants'

test('every rule that is checked in the page says in words what Kafka keeps', () => {
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'))
  const named = sources.flatMap((name) => {
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8')
    return [...text.matchAll(/'((?:LR|LE|KR|MC|CC|PI)-\d+)'/g)].map(([, rule = '']) => rule)
  })
  const rules = [...new Set(named)].sort()
  const said = Object.keys(en).flatMap((key) => (key.startsWith('rule.') ? [key.slice(5)] : []))
  expect(rules.length).toBeGreaterThan(90)
  expect(said.sort()).toEqual(rules)
})
