import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

function bootWith(properties: Readonly<Record<string, string>>) {
  const shape = { type: 'combined', nodes: 1 } as const
  const run = startRun(loopbackScenario({ shape, properties, perNode: {} }), 1, kafkaProgram)
  run.advance(5_000_000, Number.MAX_SAFE_INTEGER)
  const facts = Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index).facts)
  const errors = facts
    .flat()
    .flatMap(({ fact }) => (fact.type === 'Logged' && fact.level === 'ERROR' ? [fact] : []))
  return { process: run.world().processes.get(serverProcess(1)), errors }
}

test('CFG-12 a wrong value ends the process with status 1 and Kafka’s message', () => {
  const { process, errors } = bootWith({ 'num.partitions': 'abc' })
  expect(process?.status).toBe('exited')
  expect(process?.exitCode).toBe(1)
  expect(errors).toEqual([
    {
      type: 'Logged',
      level: 'ERROR',
      logger: 'kafka.Kafka$',
      text: 'Exiting Kafka due to fatal exception',
      thrown:
        'org.apache.kafka.common.config.ConfigException: Invalid value abc for configuration num.partitions: Not a number of type INT',
    },
  ])
})

test('CFG-12 listeners on one port end the process', () => {
  const listeners = 'PLAINTEXT://:9092,CONTROLLER://:9092'
  const { process, errors } = bootWith({ listeners })
  expect(process?.exitCode).toBe(1)
  expect(errors[0]?.thrown).toBe(
    `java.lang.IllegalArgumentException: requirement failed: Each listener must have a different port, listeners: ${listeners}`,
  )
})

test('CFG-02 a misspelt key is ignored without a message', () => {
  const { process, errors } = bootWith({ 'num.partitons': 'abc' })
  expect(process?.status).toBe('running')
  expect(errors).toEqual([])
})
