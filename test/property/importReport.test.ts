import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settingNames } from '~/kafka/config/catalogue'
import { importFiles } from '~/scenarios/import/importFiles'
import type { ReportRow } from '~/scenarios/import/report'

const property = fc.oneof(
  fc.constantFrom(...settingNames('broker')),
  fc.stringMatching(/^[a-z][a-z.-]{0,12}$/),
)
const value = fc.oneof(
  fc.constantFrom(
    '1',
    '0',
    '-1',
    'true',
    'abc',
    '',
    'PLAINTEXT://:9092',
    'broker,controller',
    '7d',
  ),
  fc.stringMatching(/^[a-zA-Z0-9:/@,._ -]{0,20}$/),
)
const settings = fc.array(fc.tuple(property, value), { maxLength: 12 })
const image = fc.constantFrom(
  'confluentinc/cp-kafka:8.1.0',
  'confluentinc/cp-kafka:7.6.0',
  'apache/kafka:4.1.0',
  'bitnami/kafka:4.0',
  'confluentinc/confluent-local',
  'postgres:14',
)

/** Rows of what the file writes: not the defaults that stand in. */
function written(rows: readonly ReportRow[], file: string): readonly ReportRow[] {
  return rows.filter((row) => row.file === file && row.verdict !== 'defaulted')
}

test('every line of a server.properties is in the report exactly once', () => {
  fc.assert(
    fc.property(settings, (pairs) => {
      const all = [['node.id', '1'], ...pairs] as const
      const text = all.map(([key, text]) => `${key}=${text}`).join('\n')
      const result = importFiles([{ name: 'server.properties', text }])
      if (!result.ok) throw new Error(result.error[0]?.message)
      const rows = written(result.value.report.rows, 'server.properties')
      const lines = rows.filter(({ target, key }) => target === key && key !== '')
      for (const [index, [key]] of all.entries()) {
        const of = lines.filter((row) => row.line === index + 1 && row.key === key)
        // A missing setting is blamed on the file's first line, under a name that no line has.
        expect(of.map((row) => row.key)).toEqual([key])
      }
    }),
  )
})

/** Ids stay apart, so that the file can be imported. */
const isNoId = ([name]: readonly [string, string]) => !/^(node|broker)\.id$/.test(name)

test('every variable of every service is in the report exactly once, map or list', () => {
  const service = fc.record({ image, pairs: settings, isList: fc.boolean() })
  fc.assert(
    fc.property(fc.array(service, { minLength: 1, maxLength: 4 }), (services) => {
      const lines = ['services:', '  anchor:', '    image: apache/kafka:4.1.0']
      const expected: string[] = []
      for (const [index, { image: name, pairs, isList }] of services.entries()) {
        lines.push(`  s${index}:`, `    image: ${name}`, '    environment:')
        const own = new Map([
          ['KAFKA_NODE_ID', String(index + 2)],
          ...pairs
            .filter(isNoId)
            .map(([key, text]): [string, string] => [
              `KAFKA_${name.startsWith('bitnami') ? 'CFG_' : ''}${key.toUpperCase().replaceAll('.', '_')}`,
              text,
            ]),
        ])
        for (const [key, text] of own) {
          const quoted = JSON.stringify(text)
          lines.push(
            isList ? `      - ${JSON.stringify(`${key}=${text}`)}` : `      ${key}: ${quoted}`,
          )
          expected.push(`s${index} ${lines.length} ${key}`)
        }
      }
      const result = importFiles([{ name: 'a.yml', text: lines.join('\n') }])
      if (!result.ok) throw new Error(result.error[0]?.message)
      const told = written(result.value.report.rows, 'a.yml')
        .filter(({ key }) => key.startsWith('KAFKA_'))
        .map(({ service: name, line, key }) => `${name ?? ''} ${line ?? 0} ${key}`)
      expect([...told].sort()).toEqual([...expected].sort())
    }),
  )
})
