import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { CueMark, FoundCues } from '~/engine/cues'
import { cuesOf, momentOfCue } from '~/engine/cues'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { FAMOUS } from '~/scenarios/library'
import { processId } from '~/sim/ids'
import type { ClusterView } from '~/views/clusterView'
import { newClusterProjection } from '~/views/projectCluster'
import { en } from '~/words/en'

/** What a cue's sentences say of the cluster, in numbers; what they leave out is left out. */
interface Claim {
  readonly leader?: number | null
  readonly epoch?: number
  readonly isr?: readonly number[]
  readonly elr?: readonly number[]
  /** Of `orders-0` on brokers: where the log ends, and the high watermark. */
  readonly ends?: Readonly<Record<number, number>>
  readonly watermarks?: Readonly<Record<number, number>>
  readonly brokers?: Readonly<Record<number, string>>
  readonly controllers?: Readonly<Record<number, string>>
  readonly quorumEpoch?: number
  /** Links that are not as they should be, `from → to`. */
  readonly links?: readonly string[]
}

/** What the captions of `library.ts` and `cues.ts` say at their cues. */
const CLAIMS: Readonly<Record<string, Claim>> = {
  'leader-dies.sent': { leader: 1, epoch: 0, isr: [1, 2, 3], ends: { 1: 0, 2: 0, 3: 0 } },
  'leader-dies.committed': { ends: { 1: 1, 2: 1, 3: 1 }, watermarks: { 1: 1 } },
  'leader-dies.killed': { leader: 1, brokers: { 1: 'killed' } },
  'leader-dies.elected': { leader: 2, epoch: 1, isr: [2, 3], ends: { 1: 1, 2: 1, 3: 1 } },
  'leader-dies.goesOn': { isr: [2, 3], ends: { 2: 2, 3: 2 }, watermarks: { 2: 2 } },
  'leader-dies.returns': { leader: 2, epoch: 1, ends: { 1: 1 }, brokers: { 1: 'recovering' } },
  'leader-dies.inSync': { leader: 2, epoch: 1, isr: [2, 3, 1], ends: { 1: 2, 2: 2, 3: 2 } },
  'follower-lags.sent': { isr: [1, 2, 3], ends: { 1: 0 }, watermarks: { 1: 0 } },
  'follower-lags.cut': {
    leader: 1,
    links: ['node-1 → node-3', 'node-3 → node-1'],
    brokers: { 3: 'running' },
  },
  'follower-lags.waits': { isr: [1, 2, 3], ends: { 1: 2, 2: 2, 3: 1 }, watermarks: { 1: 1 } },
  'follower-lags.shrunk': { leader: 1, isr: [1, 2], ends: { 3: 1 }, brokers: { 3: 'running' } },
  'follower-lags.acknowledged': { isr: [1, 2], ends: { 1: 2, 2: 2 }, watermarks: { 1: 2 } },
  'follower-lags.without': { isr: [1, 2], ends: { 2: 3, 3: 1 }, watermarks: { 1: 3 } },
  'follower-lags.healed': { links: [], ends: { 1: 3, 3: 1 } },
  'follower-lags.caughtUp': { ends: { 1: 3, 3: 3 }, watermarks: { 3: 3 } },
  'follower-lags.expanded': { isr: [1, 2, 3], ends: { 3: 3 }, watermarks: { 1: 3 } },
  'acks-one.sent': { leader: 1, ends: { 1: 0 } },
  'acks-one.cut': { isr: [1, 2, 3], links: ['node-1 → node-2', 'node-1 → node-3'] },
  'acks-one.appended': { epoch: 0, ends: { 1: 2, 2: 1, 3: 1 }, watermarks: { 1: 1 } },
  'acks-one.acknowledged': { isr: [1, 2, 3], ends: { 1: 2, 2: 1, 3: 1 }, watermarks: { 1: 1 } },
  'acks-one.killed': { isr: [1, 2, 3], brokers: { 1: 'killed' }, ends: { 1: 2, 2: 1, 3: 1 } },
  'acks-one.elected': { leader: 2, epoch: 1, isr: [2, 3], ends: { 2: 1 } },
  'acks-one.reused': { epoch: 1, ends: { 1: 2, 2: 2 } },
  'acks-one.truncated': { ends: { 1: 1, 2: 2 } },
  'unclean-election.committed': {
    isr: [1, 2, 3],
    ends: { 1: 1, 2: 1, 3: 1 },
    watermarks: { 1: 1 },
  },
  'unclean-election.killed': {
    leader: 1,
    isr: [1, 2, 3],
    brokers: { 1: 'running', 2: 'killed', 3: 'killed' },
  },
  'unclean-election.alone': { leader: 1, isr: [1] },
  'unclean-election.acknowledged': { isr: [1], ends: { 1: 3, 2: 1, 3: 1 }, watermarks: { 1: 3 } },
  'unclean-election.lastDies': {
    ends: { 1: 3, 2: 1, 3: 1 },
    brokers: { 1: 'killed', 2: 'killed', 3: 'killed' },
  },
  'unclean-election.offline': {
    leader: null,
    epoch: 1,
    isr: [],
    elr: [1],
    brokers: { 1: 'killed', 2: 'killed', 3: 'killed' },
  },
  'unclean-election.elected': { leader: 2, epoch: 2, ends: { 1: 3, 2: 1 } },
  'unclean-election.reused': { epoch: 2, isr: [2], ends: { 1: 3, 2: 2 }, watermarks: { 2: 2 } },
  'unclean-election.truncated': { leader: 2, ends: { 1: 1 } },
  'zombie-leader.sent': { leader: 1, epoch: 0, isr: [1, 2, 3] },
  'zombie-leader.cut': { links: ['node-1 → node-4'] },
  'zombie-leader.elected': { leader: 2, epoch: 1, brokers: { 1: 'fenced' } },
  'zombie-leader.believed': { leader: 2, epoch: 1, ends: { 1: 3, 2: 2 } },
  'zombie-leader.waits': { isr: [2, 3], ends: { 1: 4 }, watermarks: { 1: 2 } },
  'zombie-leader.safe': {
    leader: 2,
    isr: [2, 3],
    ends: { 1: 4, 2: 3, 3: 3 },
    watermarks: { 2: 3 },
  },
  'zombie-leader.healed': { links: [], epoch: 1, brokers: { 1: 'fenced' }, ends: { 1: 4 } },
  'zombie-leader.truncated': { ends: { 1: 2, 2: 3, 3: 3 } },
  'split-vote.slow': { links: ['node-3 → node-4', 'node-4 → node-3'] },
  'split-vote.killed': {
    quorumEpoch: 1,
    controllers: { 2: 'down', 3: 'follower', 4: 'follower' },
  },
  'split-vote.preVotes': { quorumEpoch: 1, controllers: { 3: 'prospective', 4: 'prospective' } },
  'split-vote.split': { quorumEpoch: 2, controllers: { 3: 'candidate', 4: 'candidate' } },
  'split-vote.again': { quorumEpoch: 2, controllers: { 3: 'candidate', 4: 'candidate' } },
  'split-vote.backoff': { quorumEpoch: 2, controllers: { 3: 'candidate', 4: 'prospective' } },
  'split-vote.elected': { quorumEpoch: 3, controllers: { 3: 'unattached', 4: 'leader' } },
  'split-vote.data': { leader: 1, epoch: 0, isr: [1], watermarks: { 1: 2 } },
  'split-vote.follows': { quorumEpoch: 3, controllers: { 2: 'follower', 4: 'leader' } },
  'majority-lost.sent': {
    leader: 1,
    quorumEpoch: 1,
    controllers: { 4: 'leader', 5: 'follower', 6: 'follower' },
  },
  'majority-lost.killed': { controllers: { 4: 'leader', 5: 'down', 6: 'down' } },
  'majority-lost.resigned': { quorumEpoch: 1, controllers: { 4: 'resigned' } },
  'majority-lost.data': { leader: 1, controllers: { 4: 'prospective' }, watermarks: { 1: 2 } },
  'majority-lost.leaderDies': { leader: 1, isr: [1, 2, 3], brokers: { 1: 'killed' } },
  'majority-lost.alone': { controllers: { 4: 'unattached', 5: 'down', 6: 'down' } },
  'majority-lost.regained': { quorumEpoch: 3, controllers: { 4: 'leader', 6: 'down' } },
  'majority-lost.elected': { leader: 2, epoch: 1, isr: [2, 3], controllers: { 4: 'leader' } },
  'majority-lost.goesOn': { leader: 2, ends: { 2: 3, 3: 3 }, watermarks: { 2: 3 } },
  'eligible-leader.committed': {
    isr: [1, 2, 3],
    ends: { 1: 2, 2: 2, 3: 2 },
    watermarks: { 1: 2 },
  },
  'eligible-leader.shrunk': { isr: [1, 2], elr: [], brokers: { 3: 'stopping' } },
  'eligible-leader.eligible': { isr: [1], elr: [2], ends: { 2: 2 }, brokers: { 2: 'stopping' } },
  'eligible-leader.refused': { isr: [1], elr: [2], ends: { 1: 2, 2: 2 }, watermarks: { 1: 2 } },
  'eligible-leader.offline': { leader: null, epoch: 1, isr: [], elr: [1, 2] },
  'eligible-leader.elected': {
    leader: 2,
    epoch: 2,
    isr: [2],
    elr: [1],
    ends: { 1: 2, 2: 2 },
    brokers: { 1: 'stopped' },
  },
  'eligible-leader.enough': { isr: [2, 3], elr: [], watermarks: { 2: 2 } },
  'eligible-leader.acknowledged': { leader: 2, ends: { 2: 3, 3: 3 }, watermarks: { 2: 3 } },
  'eligible-leader.allBack': {
    leader: 2,
    epoch: 2,
    isr: [2, 3, 1],
    ends: { 1: 3, 2: 3, 3: 3 },
    watermarks: { 2: 3 },
  },
}

/** Of what a record claims, what is so. */
function asClaimed<T>(
  claimed: Readonly<Record<number, T>> | undefined,
  read: (id: number) => T | undefined,
): Readonly<Record<string, T | undefined>> | undefined {
  if (claimed === undefined) return undefined
  return Object.fromEntries(Object.keys(claimed).map((id) => [id, read(Number(id))]))
}

/** The same shape as a claim, with what is so. */
function stateFor(claim: Claim, view: ClusterView): object {
  const { brokers, controllers, topics, quorumEpoch } = view
  const orders = present(
    topics.find(({ name }) => name === 'orders')?.partitions[0],
    'orders has a partition',
  )
  const broker = (id: number) => brokers.find((one) => one.id === id)
  const replica = (id: number) => broker(id)?.replicas.find(({ topic }) => topic === 'orders')
  const is = {
    leader: orders.leader,
    epoch: orders.leaderEpoch,
    isr: orders.isr,
    elr: orders.elr,
    ends: asClaimed(claim.ends, (id) => replica(id)?.logEndOffset),
    watermarks: asClaimed(claim.watermarks, (id) => replica(id)?.highWatermark),
    brokers: asClaimed(claim.brokers, (id) => broker(id)?.state),
    controllers: asClaimed(
      claim.controllers,
      (id) => controllers.find((one) => one.id === id)?.role,
    ),
    quorumEpoch,
    links: view.links.map(({ from, to }) => `${from} → ${to}`).toSorted(),
  }
  return Object.fromEntries(Object.entries(is).filter(([name]) => Object.hasOwn(claim, name)))
}

interface Played {
  readonly run: Run
  readonly marks: readonly CueMark[]
}

const kept = new Map<string, Played>()

function played({ scenario, seed, cues }: (typeof FAMOUS)[number]): Played {
  const old = kept.get(scenario.id)
  if (old !== undefined) return old
  const run = startRun(scenario, seed, kafkaProgram)
  run.advance(70_000_000, 300_000)
  const now = { run, marks: cuesOf(run, cues, new Map()) }
  kept.set(scenario.id, now)
  return now
}

test.each(FAMOUS)('what the cues of $scenario.id say is so when they come', (famous) => {
  const { run, marks } = played(famous)
  expect(marks.map(({ cue }) => cue.id)).toEqual(famous.cues.map(({ id }) => id))
  for (const { cue, index } of marks) {
    const name = `${famous.scenario.id}.${cue.id}`
    const claim = present(CLAIMS[name], `${name} claims something`)
    const view = newClusterProjection()(run.worldAt(index + 1))
    expect({ name, ...stateFor(claim, view) }).toEqual({ name, ...claim })
  }
})

/** What a caption gives in numbers, by the name of the number, and what is so. */
function numbersIn(view: ClusterView): Readonly<Record<string, string | number>> {
  const orders = present(
    view.topics.find(({ name }) => name === 'orders')?.partitions[0],
    'orders has a partition',
  )
  const { leader, leaderEpoch, isr, elr } = orders
  const replicas = view.brokers.flatMap(({ id, replicas }) =>
    replicas.filter(({ topic }) => topic === 'orders').map((one) => ({ ...one, id })),
  )
  return {
    ...(leader === null ? {} : { leader }),
    epoch: leaderEpoch,
    isr: isr.join(', '),
    elr: elr.join(', '),
    quorumEpoch: view.quorumEpoch,
    ...Object.fromEntries(replicas.map((one) => [`end${one.id}`, one.logEndOffset])),
    ...Object.fromEntries(replicas.map((one) => [`watermark${one.id}`, one.highWatermark])),
  }
}

const sentencesOf = (word: string) =>
  Object.entries(en).flatMap(([key, text]) => (key.endsWith(`cue.${word}`) ? [text] : []))

test.each(FAMOUS)(
  'the numbers that cues of $scenario.id give are those of the cluster',
  (famous) => {
    const { run, marks } = played(famous)
    for (const { cue, index, numbers } of marks) {
      const name = `${famous.scenario.id}.${cue.id}`
      const given = sentencesOf(name).flatMap((text) =>
        [...text.matchAll(/\{(\w+)\}/g)].map(([, one = '']) => one),
      )
      const isSo = numbersIn(newClusterProjection()(run.worldAt(index + 1)))
      const known = [...new Set(given)].filter((one) => Object.hasOwn(isSo, one))
      const row = (from: Readonly<Record<string, string | number>>) =>
        Object.fromEntries(known.map((one) => [one, from[one]]))
      expect({ name, ...row(numbers) }).toEqual({ name, ...row(isSo) })
    }
  },
)

const famousRun = (id: string) =>
  present(
    FAMOUS.find(({ scenario }) => scenario.id === id),
    'there is such a run',
  )

const numbersAt = (id: string, cueId: string) =>
  present(
    played(famousRun(id)).marks.find(({ cue }) => cue.id === cueId),
    'it has such a cue',
  ).numbers

test('numbers that no cluster shows are those of the facts', () => {
  expect(numbersAt('follower-lags', 'acknowledged')).toMatchObject({ waited: '12.4', acked: 1 })
  expect(numbersAt('follower-lags', 'without')).toMatchObject({ waitedMs: '2.5', lagMax: 10000 })
  expect(numbersAt('zombie-leader', 'waits')).toMatchObject({ offset: 3, tail1: 0, led1: 0 })
  expect(numbersAt('zombie-leader', 'truncated')).toMatchObject({
    cut: 2,
    cutFrom: 4,
    cutTo: 2,
    cutEpoch: 0,
    acked: 2,
    waited: '30.0',
  })
  expect(numbersAt('unclean-election', 'reused')).toMatchObject({ offset: 1, tail2: 2, tail1: 0 })
  expect(numbersAt('split-vote', 'elected')).toMatchObject({ grantedBy: '3, 4', needed: 2 })
  expect(numbersAt('split-vote', 'slow')).toMatchObject({ latencyMs: 15 })
  expect(numbersAt('eligible-leader', 'refused')).toMatchObject({ inSync: 1, min: 2 })
})

test('a cue of another future gives the numbers of that one', () => {
  const { scenario, seed, cues } = famousRun('leader-dies')
  const run = startRun(scenario, seed, kafkaProgram)
  const found: FoundCues = new Map()
  run.advance(18_000_000, 300_000)
  const before = cuesOf(run, cues, found)
  const elected = present(before.at(-2), 'broker 2 leads by then')
  expect(before.at(-1)).toMatchObject({ cue: { id: 'goesOn' }, numbers: { acked: 1, end2: 2 } })
  run.seek(elected.index + 1)
  // One record more than the scenario sends, before its second.
  const call = { type: 'Set', name: 'send', value: 2 } as const
  run.command({ type: 'Call', process: processId('shop'), call })
  run.advance(18_000_000, 300_000)
  const elsewhere = cuesOf(run, cues, found)
  expect(run.branch().parent).not.toBeNull()
  expect(elsewhere.slice(0, -1)).toEqual(before.slice(0, -1))
  expect(elsewhere.at(-1)).toMatchObject({ cue: { id: 'goesOn' }, numbers: { acked: 1, end2: 3 } })
})

test.each(FAMOUS)(
  'the moments of $scenario.id that cues tell have the ISR of that instant',
  (famous) => {
    const { run, marks } = played(famous)
    const moments = run.moments()
    for (const mark of marks) {
      const told = momentOfCue(mark, moments)
      if (told?.values['isr'] === undefined || told.about !== 'orders-0') continue
      const view = newClusterProjection()(run.worldAt(mark.index + 1))
      const { isr } = present(
        view.topics.find(({ name }) => name === 'orders')?.partitions[0],
        'orders has a partition',
      )
      expect([mark.cue.id, told.values['isr']]).toEqual([mark.cue.id, isr.join(', ')])
    }
  },
)
