import { expect, test } from 'vitest'
import { readProperties } from '~/scenarios/import/properties'
import { countOf, imported, refused, rowsOf, runFor } from './support'

test('a properties file is read as Java reads it', () => {
  const { lines } = readProperties(
    '# c\n! c\n a = b \nc:d\ne f\nlong=1,\\\n   2\nkey\\ x=\\u0041\\t\n\nempty\r\nlast=x',
  )
  expect(lines.map(({ key, value, line }) => [key, value, line])).toEqual([
    ['a', 'b ', 3],
    ['c', 'd', 4],
    ['e', 'f', 5],
    ['long', '1,2', 6],
    ['key x', 'A\t', 8],
    ['empty', '', 10],
    ['last', 'x', 11],
  ])
})

/** In the style of the distribution's own file: one node, a dynamic quorum. */
const DYNAMIC = `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=localhost:9093
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
inter.broker.listener.name=PLAINTEXT
advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
controller.listener.names=CONTROLLER
num.network.threads=3
log.dirs=/tmp/kraft-combined-logs
offsets.topic.replication.factor=1
`

test('a file with bootstrap servers runs as formatted with --standalone', () => {
  const file = imported({ 'server.properties': DYNAMIC })
  expect(file.scenario.servers[0]?.spec.format).toEqual({ type: 'standalone' })
  expect(rowsOf(file, 'kafka-storage.sh format')[0]?.value).toMatch(/--standalone$/)
  expect(file.scenario.startsDown).toBe(false)
  expect(rowsOf(file, 'num.network.threads')[0]?.sentence).toBe('propertyNoEffect')
  expect(countOf(runFor(file, 8), 'BrokerStarted')).toBe(1)
})

function nodeFile(
  id: number,
  host: (id: number) => string,
  ports: (id: number) => readonly number[],
): string {
  const [broker = 0, controller = 0] = ports(id)
  const voters = [1, 2, 3].map((voter) => `${voter}@${host(voter)}:${ports(voter)[1] ?? 0}`)
  return [
    'process.roles=broker,controller',
    `node.id=${id}`,
    `listeners=PLAINTEXT://${host(id)}:${broker},CONTROLLER://${host(id)}:${controller}`,
    'controller.listener.names=CONTROLLER',
    `controller.quorum.voters=${voters.join(',')}`,
  ].join('\n')
}

test.each([
  ['one machine', () => 'localhost', (id: number) => [9090 + id, 19090 + id], true],
  ['a machine each', (id: number) => `node${id}.lan`, () => [9092, 9093], false],
] as const)('several files make one cluster: %s', (...[, host, ports, loopback]) => {
  const files = [1, 2, 3].map((id) => [`server-${id}.properties`, nodeFile(id, host, ports)])
  const file = imported(Object.fromEntries(files) as Record<string, string>)
  expect(file.report.warnings).toEqual([])
  expect(file.scenario.loopback).toBe(loopback)
  expect(countOf(runFor(file, 8), 'BrokerStarted')).toBe(3)
})

test('a lone file of a quorum says who is missing', () => {
  const file = imported({
    'server.properties': nodeFile(
      1,
      (id) => `node${id}.lan`,
      () => [9092, 9093],
    ),
  })
  const [warning] = file.report.warnings
  expect(warning?.code).toBe('import.noMajority')
  expect(warning?.place?.line).toBe(5)
  expect(warning?.values['voters']).toBe('2@node2.lan:9093, 3@node3.lan:9093')
})

test('two files with one node.id are refused with both places', () => {
  const [problem] = refused({ 'a.properties': DYNAMIC, 'b.properties': DYNAMIC })
  expect(problem).toMatchObject({
    code: 'import.sameNodeId',
    place: { file: 'b.properties', line: 2 },
    values: { file: 'a.properties', line: 2 },
  })
})

test('a key twice: the later line wins, the earlier one says so', () => {
  const file = imported({ 'server.properties': `num.partitions=abc\n${DYNAMIC}num.partitions=4\n` })
  expect(
    rowsOf(file, 'num.partitions').map(({ sentence, values }) => [sentence, values['line']]),
  ).toEqual([
    ['overridden', 12],
    ['property', undefined],
  ])
  expect(countOf(runFor(file, 8), 'BrokerStarted')).toBe(1)
})

test('an old file with zookeeper.connect fails at its start as in Kafka 4', () => {
  const file = imported({
    'server.properties': 'broker.id=0\nzookeeper.connect=localhost:2181\nlog.dirs=/tmp/x\n',
  })
  expect(rowsOf(file, 'zookeeper.connect')[0]?.sentence).toBe('zooKeeper')
  expect(file.report.warnings[0]?.values['message']).toBe(
    'Missing required configuration "process.roles" which has no default value.',
  )
  const [process] = runFor(file, 5).world().processes.values()
  expect(process?.exitCode).toBe(1)
})
