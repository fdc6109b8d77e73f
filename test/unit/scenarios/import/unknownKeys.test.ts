import { expect, test } from 'vitest'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type { YAMLMap } from 'yaml'
import { imported } from './support'

// EXPERIENCE (l) 19: unknown keys are reported with their line, and nothing is dropped in silence.

const kafka = (image: string, prefix = 'KAFKA_'): string => `    image: ${image}
    enviroment: [A=1]
    restart: always
    healthcheck:
      test: [CMD, true]
    volumes: data
    env_file: {}
    ports:
    x-own: {a: 1}
    depends_on: [ui]
    environment:
      ${prefix}NODE_ID: 1
      ${prefix}PROCESS_ROLES: broker,controller
      ${prefix}LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      ${prefix}CONTROLLER_LISTENER_NAMES: CONTROLLER
      ${prefix}CONTROLLER_QUORUM_VOTERS: 1@kafka:9093
      ${prefix}ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092
      ${prefix}NO_SUCH_SETTING: 5
      KAFKA_HEAP_OPTS: -Xmx1g
      SOMETHING_ELSE: [1, 2]
      EMPTY:`

const compose = (service: string): string => `version: "3"
nam: shop
x-mine: {b: 2}
volums: {data: {}}
services:
  kafka:
${service}
  ui:
    image: provectuslabs/kafka-ui
    whatever: 7
    environment:
      - A=b
      - KAFKA_CLUSTERS_0_NAME=x
`

/** Every key of the file's root, of its services and of their variables, with its line. */
function keysOf(text: string): readonly (readonly [string, number])[] {
  const lines = new LineCounter()
  const { contents } = parseDocument(text, { lineCounter: lines })
  const of = (map: unknown) => (isMap(map) ? pairsOf(map, lines) : [])
  return of(contents).flatMap(({ key, line, value }) => {
    if (key !== 'services') return [[key, line] as const]
    return of(value).flatMap((service) =>
      of(service.value)
        .flatMap((entry) => (entry.key === 'environment' ? of(entry.value) : [entry]))
        .map((one) => [one.key, one.line] as const),
    )
  })
}

function pairsOf(map: YAMLMap, lines: LineCounter) {
  return map.items.map(({ key, value }) => {
    const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0
    return { key: String(key), line: lines.linePos(at).line, value }
  })
}

test.each([
  ['apache/kafka:4.1.0', 'KAFKA_'],
  ['confluentinc/cp-kafka:8.1.0', 'KAFKA_'],
  ['bitnami/kafka:4.1', 'KAFKA_CFG_'],
])('every key of a compose file has a row with its line: %s', (image, prefix) => {
  const text = compose(kafka(image, prefix))
  const { rows } = imported({ 'docker-compose.yml': text }).report
  const keys = keysOf(text)
  expect(keys).toHaveLength(25)
  const untold = keys.filter(
    ([key, line]) => !rows.some((row) => row.line === line && row.key.split('.')[0] === key),
  )
  expect(untold).toEqual([])
  const said = (key: string) => rows.filter((row) => row.key === key).map((row) => row.sentence)
  expect([said('nam'), said('volums'), said('enviroment')]).toEqual([
    ['unknownKey'],
    ['unknownKey'],
    ['unknownKey'],
  ])
  expect(said(`${prefix}NO_SUCH_SETTING`)).toEqual(['unknownProperty'])
  expect(said('whatever')).toEqual(['foreignKey'])
  expect(said('KAFKA_CLUSTERS_0_NAME')).toEqual(['foreignKey'])
  expect(said('volumes')).toEqual(['unreadValue'])
})

test('what stands in environment and is no variable is told with its line', () => {
  const text = `services:
  kafka:
    image: apache/kafka:4.1.0
    environment:
      - KAFKA_NUM_PARTITIONS=3
      - KAFKA_NO_SUCH: 1
      -
  other:
    image: nginx
    environment: A=1
`
  const { rows } = imported({ 'a.yml': text }).report
  const unread = rows.filter(({ sentence }) => sentence === 'unreadValue')
  expect(unread.map(({ line, value }) => [line, value])).toEqual([
    [6, '{KAFKA_NO_SUCH: 1}'],
    [7, ''],
    [10, 'A=1'],
  ])
})

test('every line of a properties file has a row, whether Kafka knows its key or not', () => {
  const keys = ['process.roles', 'node.id', 'no.such.key', 'num.partitons', 'ssl.key.password']
  const text = [
    'process.roles=broker,controller',
    'node.id=1',
    'no.such.key=1',
    'num.partitons=3',
    'ssl.key.password=x',
    'node.id=1',
  ].join('\n')
  const { rows } = imported({ 'server.properties': text }).report
  for (const [at, key] of [...keys, 'node.id'].entries()) {
    const row = rows.find((one) => one.line === at + 1 && one.key === key)
    expect(row?.sentence, key).toBe(SAID[at])
  }
})

const SAID = [
  'property',
  'overridden',
  'unknownProperty',
  'unknownProperty',
  'security',
  'property',
]
