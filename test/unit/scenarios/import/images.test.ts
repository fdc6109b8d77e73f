import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { countOf, imported, rowsOf, runFor } from './support'

const USER_FILE = readFileSync('test/inputs/user-docker-compose.yml', 'utf8')

describe('confluentinc/cp-kafka', () => {
  const file = imported({ 'docker-compose.yml': USER_FILE })

  test('CFG-50 a compose file becomes a node, published ports and foreign services', () => {
    const { scenario } = file
    expect(scenario.startsDown).toBe(true)
    expect(scenario.project).toBe('sylvie233-pythontest')
    expect(scenario.servers.map(({ container, spec }) => [container, spec.nodeId])).toEqual([
      ['kafka', 1],
    ])
    expect(scenario.published).toEqual([
      { outer: 9092, host: 'kafka', port: 9092 },
      { outer: 9093, host: 'kafka', port: 9093 },
    ])
    expect(scenario.foreign.map(({ service, dependsOn }) => [service, dependsOn])).toEqual([
      ['kafka-ui', ['kafka']],
    ])
  })

  test('CFG-41 variables become properties with their line', () => {
    const [voters] = rowsOf(file, 'KAFKA_CONTROLLER_QUORUM_VOTERS')
    expect(voters).toMatchObject({
      line: 23,
      target: 'controller.quorum.voters',
      verdict: 'mapped',
    })
    const [mode] = rowsOf(file, 'KAFKA_KRAFT_MODE')
    expect(mode).toMatchObject({ line: 14, verdict: 'ignored', sentence: 'unknownProperty' })
  })

  test('CFG-42 without CLUSTER_ID the cluster’s id is empty', () => {
    expect(file.scenario.servers[0]?.spec.clusterId).toBe('')
    expect(rowsOf(file, 'CLUSTER_ID')[0]?.sentence).toBe('emptyClusterId')
  })

  test('CFG-51 the advertised name is said to be out of reach, with its line', () => {
    const [warning] = file.report.warnings
    expect(warning?.code).toBe('import.unreachableListener')
    expect(warning?.place).toEqual({ file: 'docker-compose.yml', line: 20, column: null })
  })

  test('it runs', () => {
    expect(countOf(runFor(file, 10), 'BrokerStarted')).toBe(1)
  })

  test('CFG-40 version 8 refuses a ZooKeeper file as its script does', () => {
    const old = imported({
      'a.yml': `services:
  kafka:
    image: confluentinc/cp-kafka:8.1.0
    environment:
      KAFKA_BROKER_ID: 1
      KAFKA_ZOOKEEPER_CONNECT: zoo:2181
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092
`,
    })
    const run = runFor(old, 5)
    expect(run.printed().at(-1)).toMatchObject({
      stream: 'stderr',
      text: 'Error: environment variable "KAFKA_PROCESS_ROLES" is not set',
    })
    expect([...run.world().processes.values()].map(({ exitCode }) => exitCode)).toEqual([1])
  })

  test('up to version 7 ZooKeeper mode is said with its line; the rest stands in the report', () => {
    const old = imported({
      'zk.yml': `services:
  zoo:
    image: confluentinc/cp-zookeeper:7.6.0
    environment:
      ZOOKEEPER_CLIENT_PORT: 2181
  kafka:
    image: confluentinc/cp-kafka:7.6.0
    environment:
      KAFKA_BROKER_ID: 1
      KAFKA_ZOOKEEPER_CONNECT: zoo:2181
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092
`,
    })
    expect(old.scenario.servers).toEqual([])
    expect(old.report.warnings.map(({ code, place }) => [code, place?.line])).toEqual([
      ['import.zooKeeperMode', 10],
    ])
    expect(rowsOf(old, 'KAFKA_ZOOKEEPER_CONNECT')[0]?.verdict).toBe('notModelled')
    expect(rowsOf(old, 'ZOOKEEPER_CLIENT_PORT')[0]?.verdict).toBe('foreign')
  })

  test('listeners are derived from the advertised ones', () => {
    const { scenario } = imported({
      'a.yml': `services:
  broker:
    image: confluentinc/cp-kafka:8.1.0
    environment:
      KAFKA_NODE_ID: 2
      KAFKA_PROCESS_ROLES: broker
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://broker:29092
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@controller:9093
`,
    })
    const properties = scenario.servers[0]?.spec.properties
    expect(properties?.['listeners']?.value).toBe('PLAINTEXT://0.0.0.0:29092')
  })
})

/** In the style of a published stack of three controllers apart and two brokers. */
function isolated(): string {
  const node = (name: string, id: number, lines: readonly string[]) =>
    [
      `  ${name}:`,
      '    image: apache/kafka:4.1.0',
      `    hostname: ${name}`,
      '    environment:',
      '      <<: *common',
      `      KAFKA_NODE_ID: ${id}`,
      ...lines.map((line) => `      ${line}`),
    ].join('\n')
  const controllers = [1, 2, 3].map((id) =>
    node(`controller-${id}`, id, [
      'KAFKA_PROCESS_ROLES: controller',
      'KAFKA_LISTENERS: CONTROLLER://:9093',
    ]),
  )
  const brokers = [4, 5].map(
    (id) =>
      node(`kafka-${id}`, id, [
        'KAFKA_PROCESS_ROLES: broker',
        'KAFKA_LISTENERS: PLAINTEXT://:19092,HOST://:9092',
        `KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka-${id}:19092,HOST://localhost:${id}9092`,
        'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,HOST:PLAINTEXT',
      ]) + `\n    ports: ["${id}9092:9092"]\n    depends_on: [controller-1]`,
  )
  return [
    'x-common: &common',
    '  CLUSTER_ID: 4L6g3nShT-eMCtK--X86sw',
    '  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER',
    '  KAFKA_CONTROLLER_QUORUM_VOTERS: 1@controller-1:9093,2@controller-2:9093,3@controller-3:9093',
    'services:',
    ...controllers,
    ...brokers,
  ].join('\n')
}

describe('apache/kafka', () => {
  test('controllers apart and brokers come up, with merged variables', () => {
    const file = imported({ 'compose.yaml': isolated() })
    expect(file.report.warnings).toEqual([])
    expect(countOf(runFor(file, 8), 'BrokerStarted')).toBe(2)
    expect(rowsOf(file, 'KAFKA_CONTROLLER_LISTENER_NAMES').map(({ line }) => line)).toEqual(
      Array.from({ length: 5 }, () => 3),
    )
  })

  test('CFG-44 without any variable the image’s own file is used', () => {
    const file = imported({ 'a.yml': 'services:\n  broker:\n    image: apache/kafka:4.1.0\n' })
    expect(countOf(runFor(file, 10), 'BrokerStarted')).toBe(1)
  })

  test('CFG-44 one variable replaces the whole file: what is missing is said in Kafka’s words', () => {
    const file = imported({
      'a.yml':
        'services:\n  broker:\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_NUM_PARTITIONS: 3\n',
    })
    const invalid = file.report.rows.filter(({ verdict }) => verdict === 'invalid')
    expect(invalid.map(({ key, line, values }) => [key, line, values['message']])).toEqual([
      [
        'process.roles',
        2,
        'Missing required configuration "process.roles" which has no default value.',
      ],
    ])
    const run = runFor(file, 5)
    expect([...run.world().processes.values()].map(({ exitCode }) => exitCode)).toEqual([1])
  })

  test('a mounted server.properties is read where it was given; variables win', () => {
    const file = imported({
      'a.yml': `services:
  broker:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NUM_PARTITIONS: 7
    volumes:
      - ./config/server.properties:/mnt/shared/config/server.properties
`,
      'server.properties': `process.roles=broker,controller
node.id=1
num.partitions=3
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
controller.listener.names=CONTROLLER
controller.quorum.voters=1@localhost:9093
`,
    })
    expect(file.scenario.servers[0]?.spec.properties['num.partitions']?.value).toBe('7')
    expect(rowsOf(file, 'num.partitions')[0]).toMatchObject({
      file: 'server.properties',
      line: 3,
      sentence: 'overridden',
    })
    expect(countOf(runFor(file, 10), 'BrokerStarted')).toBe(1)
  })

  test('a dynamic quorum cannot be formatted by the image', () => {
    const file = imported({
      'a.yml': `services:
  broker:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS: broker:9093
`,
    })
    expect(file.report.warnings[0]?.code).toBe('import.failsAtStart')
    expect(runFor(file, 5).printed().at(-1)?.text).toContain('the Docker image continues to use')
  })

  test('SASL between brokers does not run; its controllers do', () => {
    const text = isolated().replace('PLAINTEXT:PLAINTEXT,HOST', 'PLAINTEXT:SASL_PLAINTEXT,HOST')
    const sasl = text.replace(
      'x-common: &common',
      'x-common: &common\n  KAFKA_SASL_ENABLED_MECHANISMS: PLAIN\n  KAFKA_SASL_MECHANISM_INTER_BROKER_PROTOCOL: PLAIN',
    )
    const mended = imported({ 'a.yml': sasl })
    const [warning] = mended.report.warnings
    expect(warning?.code).toBe('import.securedListener')
    expect(mended.scenario.servers.map(({ service }) => service)).toEqual([
      'controller-1',
      'controller-2',
      'controller-3',
      'kafka-5',
    ])
    expect(rowsOf(mended, 'KAFKA_SASL_ENABLED_MECHANISMS')[0]?.sentence).toBe('security')
  })

  test('a SASL listener for clients stays shut, the plaintext one runs', () => {
    const file = imported({
      'a.yml': isolated().replaceAll('HOST:PLAINTEXT', 'HOST:SASL_PLAINTEXT'),
    })
    const run = runFor(file, 8)
    expect(countOf(run, 'BrokerStarted')).toBe(2)
    const ports = [...run.world().network.bindings.keys()].filter((key) =>
      key.startsWith('kafka-4'),
    )
    expect(ports).toEqual(['kafka-4:19092'])
  })
})

describe('bitnami/kafka', () => {
  test('KAFKA_CFG_ variables become properties; switches of the image are told apart', () => {
    const file = imported({
      'a.yml': `services:
  kafka:
    image: docker.io/bitnami/kafka:4.0
    environment:
      - KAFKA_CFG_NODE_ID=0
      - KAFKA_CFG_PROCESS_ROLES=controller,broker
      - KAFKA_CFG_LISTENERS=PLAINTEXT://:9092,CONTROLLER://:9093
      - KAFKA_CFG_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
      - KAFKA_CFG_CONTROLLER_QUORUM_VOTERS=0@kafka:9093
      - KAFKA_CFG_CONTROLLER_LISTENER_NAMES=CONTROLLER
      - KAFKA_KRAFT_CLUSTER_ID=abcdefghijklmnopqrstuv
      - ALLOW_PLAINTEXT_LISTENER=yes
      - KAFKA_CLIENT_PASSWORDS=secret
`,
    })
    expect(file.scenario.servers[0]?.spec).toMatchObject({
      nodeId: 0,
      clusterId: 'abcdefghijklmnopqrstuv',
    })
    expect(rowsOf(file, 'ALLOW_PLAINTEXT_LISTENER')[0]?.sentence).toBe('imageSwitch')
    expect(rowsOf(file, 'KAFKA_CLIENT_PASSWORDS')[0]?.sentence).toBe('security')
    expect(countOf(runFor(file, 10), 'BrokerStarted')).toBe(1)
  })
})

test('confluent-local runs without any variable', () => {
  const file = imported({
    'a.yml': 'services:\n  broker:\n    image: confluentinc/confluent-local:7.6.0\n',
  })
  expect(rowsOf(file, 'image')[0]).toMatchObject({
    sentence: 'imageOtherVersion',
    values: { version: '3.6' },
  })
  expect(countOf(runFor(file, 10), 'BrokerStarted')).toBe(1)
})

test('an image of one’s own is known by its variables, a container of tools by its command', () => {
  const file = imported({
    'a.yml': `services:
  own:
    image: registry.local:5000/team/kafka
    environment:
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@own:9093
  init-topics:
    image: confluentinc/cp-kafka:8.1.0
    command: ["kafka-topics", "--create"]
`,
  })
  expect(rowsOf(file, 'image')[0]?.sentence).toBe('imageGuessed')
  expect(file.scenario.foreign.map(({ service }) => service)).toEqual(['init-topics'])
})
