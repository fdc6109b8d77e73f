import { expect, test } from 'vitest'
import { OUTER_HOST, serverProcess } from '~/engine/build'
import { serverOutput } from '~/engine/shell/logText'
import { processId } from '~/sim/ids'
import { imported, runFor } from './support'

const compose = (lines: readonly string[]) =>
  [
    'services:',
    '  kafka:',
    '    image: confluentinc/cp-kafka:8.1.0',
    '    environment:',
    ...lines,
  ].join('\n')

function output(lines: readonly string[]): readonly string[] {
  const run = runFor(imported({ 'a.yml': compose(lines) }), 5)
  return serverOutput(run, { process: serverProcess(1), since: 0 }).map(({ text }) => text)
}

const NODE = [
  '      KAFKA_NODE_ID: 1',
  '      KAFKA_PROCESS_ROLES: broker,controller',
  '      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093',
  '      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER',
  '      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka:9093',
]

test('CFG-12 docker logs shows the exception below its line', () => {
  const lines = output([
    ...NODE,
    '      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092',
    '      KAFKA_NUM_PARTITIONS: 0',
  ])
  expect(lines.at(-2)).toMatch(
    /^\[2026-01-01 00:00:01,\d{3}\] ERROR Exiting Kafka due to fatal exception \(kafka\.Kafka\$\)$/,
  )
  expect(lines.at(-1)).toBe(
    'org.apache.kafka.common.config.ConfigException: Invalid value 0 for configuration num.partitions: Value must be at least 1',
  )
})

test('CFG-40 docker logs shows what the start script refuses, and no launch', () => {
  const lines = output(NODE)
  expect(lines.at(-1)).toBe('Error: environment variable "KAFKA_ADVERTISED_LISTENERS" is not set')
  expect(lines).not.toContain('===> Launching kafka ... ')
})

test('CFG-51 a tool’s warnings go to standard error with the exception below', () => {
  const run = runFor(
    imported({
      'a.yml': `${compose([...NODE, '      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092'])}\n    ports: ["9092:9092"]\n`,
    }),
    10,
  )
  run.command({
    type: 'Spawn',
    process: processId('topics'),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'kafka-topics',
      args: ['--bootstrap-server', 'localhost:9092', '--list'],
      files: {},
      properties: {},
    },
  })
  run.advance(12_000_000, Number.MAX_SAFE_INTEGER)
  const [first, second] = run.warned()
  expect(first?.text).toMatch(
    /WARN \[AdminClient clientId=adminclient-1\] Error connecting to node kafka:9092 \(id: 1 rack: null isFenced: false\) \(org\.apache\.kafka\.clients\.NetworkClient\)$/,
  )
  expect(second).toMatchObject({ stream: 'stderr', text: 'java.net.UnknownHostException: kafka' })
})
