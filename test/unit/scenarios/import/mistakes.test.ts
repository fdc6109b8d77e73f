import { describe, expect, test } from 'vitest'
import { imported, refused, rowsOf, runFor } from './support'

/** A combined node with the given variables added or put in place of its own. */
function compose(variables: Readonly<Record<string, string>>): string {
  const all = {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://localhost:9092',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@kafka:9093',
    ...variables,
  }
  const lines = Object.entries(all).map(([name, value]) => `      ${name}: "${value}"`)
  return [
    'services:',
    '  kafka:',
    '    image: confluentinc/cp-kafka:8.1.0',
    '    environment:',
    ...lines,
  ].join('\n')
}

describe('a wrong value gets Kafka’s own message, with its line, and the node ends with 1', () => {
  test.each([
    [
      'KAFKA_NUM_PARTITIONS',
      'abc',
      'Invalid value abc for configuration num.partitions: Not a number of type INT',
    ],
    [
      'KAFKA_PROCESS_ROLES',
      'brokr',
      'Invalid value brokr for configuration process.roles: String must be one of: broker, controller',
    ],
    [
      'KAFKA_AUTO_CREATE_TOPICS_ENABLE',
      'yes',
      'Invalid value yes for configuration auto.create.topics.enable: Expected value to be either true or false',
    ],
    [
      'KAFKA_LOG_RETENTION_MS',
      '7d',
      'Invalid value 7d for configuration log.retention.ms: Not a number of type LONG',
    ],
    [
      'KAFKA_LISTENERS',
      'PLAINTEXT://:9092,CONTROLLER://:9092',
      'requirement failed: Each listener must have a different port, listeners: PLAINTEXT://:9092,CONTROLLER://:9092',
    ],
    [
      'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP',
      'PLAINTEXT:PLAINTEXT',
      "Error creating broker listeners from 'PLAINTEXT://:9092,CONTROLLER://:9093': No security protocol defined for listener CONTROLLER",
    ],
    [
      'KAFKA_CONTROLLER_QUORUM_VOTERS',
      '2@kafka:9093',
      "requirement failed: If process.roles contains the 'controller' role, the node id 1 must be included in the set of voters controller.quorum.voters=Set(2)",
    ],
    [
      'KAFKA_ADVERTISED_LISTENERS',
      'PLAINTEXT://0.0.0.0:9092',
      'requirement failed: advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.',
    ],
  ])('%s=%s', (variable, value, message) => {
    const text = compose({ [variable]: value })
    const file = imported({ 'docker-compose.yml': text })
    const line = text.split('\n').findIndex((row) => row.includes(`${variable}:`)) + 1
    const blamed = file.report.rows.filter(({ verdict }) => verdict === 'invalid')
    expect(blamed.map((row) => row.values['message'])).toEqual([message])
    const refusal = file.report.warnings.find(({ code }) => code === 'import.failsAtStart')
    expect(refusal?.values['message']).toBe(message)
    if (variable !== 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP') expect(blamed[0]?.line).toBe(line)
    const [process] = runFor(file, 5).world().processes.values()
    expect([process?.status, process?.exitCode]).toEqual(['exited', 1])
  })
})

test('CFG-40 the image’s script refuses a broker without advertised listeners', () => {
  const text = compose({}).replace(/ *KAFKA_ADVERTISED_LISTENERS.*\n/, '')
  const run = runFor(imported({ 'a.yml': text }), 5)
  expect(run.printed().at(-1)?.text).toBe(
    'Error: environment variable "KAFKA_ADVERTISED_LISTENERS" is not set',
  )
})

describe('a broken file gets a problem with its place', () => {
  test.each([
    ['tab', 'services:\n  kafka:\n\timage: x\n', 'import.yamlTab', 3],
    ['key twice', 'services:\n  a:\n    image: x\n    image: y\n', 'import.yamlDuplicate', 4],
    ['quote', 'services:\n  a:\n    image: "x\n', 'import.yamlQuote', 3],
    ['indent', 'services:\n  a:\n    image: x\n   ports: []\n', 'import.yamlIndent', 4],
    ['alias', 'services:\n  a:\n    image: *x\n', 'import.yamlAlias', 3],
    ['empty', '', 'import.emptyFile', 1],
    ['list', '- a\n- b\n', 'import.notCompose', 1],
    ['no services', 'version: "3"\nvolumes: {}\n', 'import.noServices', 1],
    ['first format', 'kafka:\n  image: apache/kafka\n', 'import.composeV1', 1],
    ['kubernetes', 'apiVersion: v1\nkind: Pod\n', 'import.kubernetes', 1],
    ['service is text', 'services:\n  kafka: apache/kafka\n', 'import.serviceNotMap', 2],
    ['no Kafka', 'services:\n  db:\n    image: postgres\n', 'import.noKafka', 2],
    [
      'required variable',
      'services:\n  a:\n    image: ${TAG:?set it}\n',
      'import.variableRequired',
      3,
    ],
  ])('%s', (...[, text, code, line]) => {
    const [problem] = refused({ 'docker-compose.yml': text })
    expect(problem?.code).toBe(code)
    expect(problem?.place).toMatchObject({ file: 'docker-compose.yml', line })
    expect(problem?.hint).not.toBe('')
  })

  test('an anchor that holds itself ends', () => {
    const [problem] = refused({ 'a.yml': 'services: &s\n  a: *s\n' })
    expect(problem?.code).toBe('import.yamlAlias')
  })

  test('many anchors in anchors end', () => {
    const levels = Array.from({ length: 12 }, (_, index) => {
      const items = Array.from({ length: 9 }, () => `*a${index}`).join(', ')
      return `x-${index + 1}: &a${index + 1} [${items}]`
    })
    const text = ['x-0: &a0 [x]', ...levels, 'services:', '  a: {image: apache/kafka}'].join('\n')
    expect(refused({ 'a.yml': text })[0]?.code).toBe('import.tooLarge')
  })

  test.each([
    ['import.notAServer', 'client.properties', 'bootstrap.servers=localhost:9092\n'],
    ['import.malformedEscape', 'server.properties', 'node.id=1\nlog.dirs=C:\\users\n'],
    ['import.emptyFile', 'server.properties', '# nothing\n'],
    ['import.unknownFile', 'notes', 'hello\n'],
    ['import.binary', 'a.yml', 'a\u0000b'],
  ])('%s', (code, name, text) => {
    expect(refused({ [name]: text })[0]?.code).toBe(code)
  })

  test('two services with one node.id', () => {
    const text = `${compose({})}\n${compose({}).split('\n').slice(1).join('\n').replace('  kafka:', '  other:')}`
    const [problem] = refused({ 'a.yml': text })
    expect(problem).toMatchObject({ code: 'import.sameNodeId', place: { line: 14 } })
    expect(problem?.values).toMatchObject({ id: 1, first: 'kafka', second: 'other', line: 5 })
  })
})

test('two services with one outer port: the second is refused as Docker does', () => {
  const text = compose({})
  const file = imported({
    'a.yml': `${text}\n    ports: ["9092:9092"]\n  ui:\n    image: ui\n    ports:\n      - 9092:8080\n`,
  })
  expect(file.report.warnings.map(({ code, place }) => [code, place?.line])).toEqual([
    ['import.portTaken', 15],
  ])
  expect(file.scenario.published).toEqual([{ outer: 9092, host: 'kafka', port: 9092 }])
})

test('a default that asks for more brokers than there are is said', () => {
  const [row] = rowsOf(imported({ 'a.yml': compose({}) }), 'offsets.topic.replication.factor')
  expect(row).toMatchObject({ verdict: 'defaulted', sentence: 'factorTooHigh', value: '3' })
})
