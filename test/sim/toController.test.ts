import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { makeProgram } from '~/kafka/program'
import type { KafkaModel } from '~/kafka/model'
import type { Response } from '~/kafka/protocol/rpc'
import { processId } from '~/sim/ids'
import type { Step } from '~/sim/world'
import { asker, asking } from '../support/asker'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, othersOf, quorumLab, serverAt } from '../support/quorumLab'

const BROKER_PORT = 9092
const CREATE = {
  api: 'CreateTopics',
  topics: [
    { name: 'new', partitionCount: 1, replicationFactor: 1, assignments: null, configs: [] },
  ],
  timeoutMs: 60_000,
  validateOnly: false,
} as const

function started(observe: (taken: Step<KafkaModel>) => void = () => undefined): QuorumLab {
  const lab = quorumLab({ program: makeProgram({ asker }), observe })
  lab.passes(15)
  return lab
}

interface AskerState {
  readonly kind: 'asker'
  readonly answer: Response<'CreateTopics'> | null
}

function answerOf(lab: QuorumLab, id: string): AskerState['answer'] {
  const process = lab.world().processes.get(processId(id))
  return (process?.state as AskerState | undefined)?.answer ?? null
}

const seconds = (lab: QuorumLab) => lab.world().now / 1_000_000

test('C-86 a request that finds no controller in a minute is given up', () => {
  const lab = started()
  const leader = leaderOf(lab)
  const [kept = 0] = othersOf(lab, leader)
  const gone = othersOf(lab, kept)
  for (const id of gone) lab.command({ type: 'Kill', process: serverProcess(id) })
  lab.passes(5)
  const from = seconds(lab)
  lab.command(asking('late', BROKER_PORT, CREATE))
  lab.until(() => answerOf(lab, 'late') !== null, 90)
  expect(seconds(lab) - from).toBeGreaterThan(59)
  expect(seconds(lab) - from).toBeLessThan(61)
  expect(answerOf(lab, 'late')?.topics).toMatchObject([{ error: 'REQUEST_TIMED_OUT' }])
  // Who comes back later finds nothing to do.
  for (const id of gone) lab.command({ type: 'Start', process: serverProcess(id) })
  lab.passes(30)
  expect(leaderOf(lab)).not.toBe(0)
  expect(serverAt(lab, 1)?.broker?.image.topicIds.has('new')).toBe(false)
})

test('C-16 a broker that cannot register in a minute ends', () => {
  const lines: string[] = []
  const lab = quorumLab({
    observe: ({ facts }) => {
      for (const { fact } of facts) {
        if (fact.type === 'Logged' && fact.level === 'ERROR') lines.push(fact.text)
      }
    },
  })
  for (const id of lab.voters) lab.command({ type: 'Kill', process: serverProcess(id) })
  lab.until(() => serverAt(lab, 1)?.broker?.lifecycle === 'STARTING', 5)
  const from = seconds(lab)
  lab.until(() => serverAt(lab, 1) === null || lines.length > 0, 90)
  expect(seconds(lab) - from).toBeCloseTo(60, 3)
  expect(lines).toEqual([
    'Shutting down because we were unable to register with the controller quorum.',
    '[BrokerServer id=1] Fatal error during broker startup. Prepare to shutdown',
    'Exiting Kafka due to fatal exception during startup.',
  ])
  expect(lab.world().processes.get(serverProcess(1))).toMatchObject({ status: 'exited' })
})

test('C-17 a broker whose controller hangs beats the next one before its session ends', () => {
  const fenced: string[] = []
  const lab = quorumLab({
    // Long enough for the broker to ask the one that hangs once more.
    properties: { 'controller.quorum.fetch.timeout.ms': '6000' },
    observe: ({ facts }) => {
      for (const { fact } of facts) if (fact.type === 'BrokerFenced') fenced.push(fact.because)
    },
  })
  lab.passes(15)
  const leader = leaderOf(lab)
  lab.command({ type: 'Pause', process: serverProcess(leader) })
  lab.passes(40)
  expect(leaderOf(lab)).not.toBe(leader)
  expect(fenced).toEqual([])
})
