import { expect, test } from 'vitest'
import { interpolate } from '~/scenarios/import/interpolate'
import { imported, rowsOf } from './support'

const ROLES = `
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093`

test.each([
  ['$A-b', '1-b'],
  ['${A}', '1'],
  ['${B:-x}', 'x'],
  ['${EMPTY:-x}${EMPTY-x}', 'x'],
  ['${A:+y}${B:+y}', 'y'],
  ['$$A', '$A'],
  ['${B:-${A}}', '1'],
  ['${B:-a:b}/$', 'a:b/$'],
])('a variable in %s is put in as Compose does', (text, expected) => {
  const variables = new Map([
    ['A', '1'],
    ['EMPTY', ''],
  ])
  expect(interpolate(text, variables).text).toBe(expected)
})

test('a variable that is not set is said with its line; an .env file sets it', () => {
  const text = `services:\n  kafka:\n    image: \${IMAGE}\n    environment:${ROLES}\n`
  expect(rowsOf(imported({ 'a.yml': text }), '${IMAGE}')[0]).toMatchObject({
    line: 3,
    sentence: 'unsetVariable',
  })
  const file = imported({ 'a.yml': text, '.env': 'IMAGE=apache/kafka:4.1.0\n' })
  expect(rowsOf(file, '${IMAGE}')).toEqual([])
  expect(rowsOf(file, 'image')[0]?.value).toBe('apache/kafka:4.1.0')
  expect(rowsOf(file, 'IMAGE')[0]).toMatchObject({ file: '.env', line: 1 })
})

test('ports: short and long, ranges, addresses, a free one', () => {
  const file = imported({
    'a.yml': `services:
  kafka:
    image: apache/kafka:4.1.0
    ports:
      - "127.0.0.1:19092:9092"
      - 9093
      - "30000-30001:9094-9095/tcp"
      - target: 9096
        published: "40000"
      - "[::1]:50000:9097"
      - 53:53/udp
    environment:${ROLES}
`,
  })
  expect(file.scenario.published.map(({ outer, port }) => [outer, port])).toEqual([
    [19092, 9092],
    [32768, 9093],
    [30000, 9094],
    [30001, 9095],
    [40000, 9096],
    [50000, 9097],
  ])
  expect(rowsOf(file, 'ports').map(({ line, verdict }) => [line, verdict])).toEqual([
    [5, 'mapped'],
    [6, 'mapped'],
    [7, 'ignored'],
    [7, 'ignored'],
    [8, 'ignored'],
    [10, 'ignored'],
    [11, 'ignored'],
  ])
})

test('extends takes over what the base sets; its own variables win', () => {
  const file = imported({
    'a.yml': `services:
  base:
    image: apache/kafka:4.1.0
    container_name: base
    environment:
      - KAFKA_NUM_PARTITIONS=3
      - KAFKA_NODE_ID=9
      - KAFKA_PROCESS_ROLES=broker
      - KAFKA_CONTROLLER_QUORUM_VOTERS=1@kafka:9093
      - KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER
  kafka:
    extends:
      service: base
    environment:${ROLES}
`,
  })
  const [, kafka] = file.scenario.servers
  expect(kafka?.spec.nodeId).toBe(1)
  expect(kafka?.spec.properties['num.partitions']).toEqual({
    value: '3',
    source: { file: 'a.yml', line: 6 },
  })
  expect(kafka?.container).toBe('kafka-kafka-1')
})

test('an override file builds on the first one', () => {
  const base = `services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:${ROLES}\n`
  const override = 'services:\n  kafka:\n    environment:\n      KAFKA_NUM_PARTITIONS: 6\n'
  const file = imported({ 'docker-compose.yml': base, 'docker-compose.override.yml': override })
  expect(file.scenario.servers[0]?.spec.properties['num.partitions']?.source).toEqual({
    file: 'docker-compose.override.yml',
    line: 4,
  })
})

test('env_file is read where it was given, and said where not', () => {
  const text = `services:\n  kafka:\n    image: apache/kafka:4.1.0\n    env_file: ./kafka.env\n    environment:${ROLES}\n`
  expect(rowsOf(imported({ 'a.yml': text }), 'env_file')[0]?.verdict).toBe('notModelled')
  const file = imported({ 'a.yml': text, 'kafka.env': '# c\nKAFKA_NUM_PARTITIONS=5\n' })
  expect(rowsOf(file, 'KAFKA_NUM_PARTITIONS')[0]).toMatchObject({ file: 'kafka.env', line: 2 })
})

test('networks, profiles, replicas, volumes and commands are told with their line', () => {
  const file = imported({
    'a.yml': `services:
  kafka:
    image: apache/kafka:4.1.0
    networks: {back: {aliases: [broker]}}
    profiles: [dev]
    deploy: {replicas: 3}
    command: ["sleep"]
    volumes:
      - type: volume
        source: data
        target: /tmp/kafka-logs
      - ./x:/opt/x
    environment:${ROLES}
`,
  })
  const said = ['profiles', 'deploy', 'command'].map((key) => rowsOf(file, key)[0]?.sentence)
  expect(said).toEqual(['profile', 'replicas', 'command'])
  expect(file.scenario.hosts[0]?.names).toContain('broker')
  expect(file.scenario.hosts[0]?.networks).toEqual(['back'])
  expect(file.scenario.servers[0]).toMatchObject({ profiles: ['dev'], dataVolume: 'named' })
  expect(rowsOf(file, 'volumes').map(({ sentence }) => sentence)).toEqual(['volume', 'dockerOnly'])
})

test('YAML’s own readings: 1_000 loses its underscore, booleans are text', () => {
  const file = imported({
    'a.yml': `services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_NUM_PARTITIONS: 1_0\n      KAFKA_AUTO_CREATE_TOPICS_ENABLE: false\n      KAFKA_LOG_DIRS:${ROLES}\n`,
  })
  expect(rowsOf(file, 'KAFKA_NUM_PARTITIONS')[0]?.value).toBe('10')
  expect(rowsOf(file, 'KAFKA_AUTO_CREATE_TOPICS_ENABLE')[0]?.value).toBe('false')
  expect(rowsOf(file, 'KAFKA_LOG_DIRS')[0]?.sentence).toBe('noValue')
})
