import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { nodeOfProcess } from '~/views/processName'
import { list, numberIn, secondsText, silentFor } from './momentNames'
import type { Run } from './run'

/**
 * What captions of cues may give, by name: of the scenario’s first topic, of its brokers (a name
 * with the broker’s id), of the quorum. All of it is what facts up to the cue have told.
 */
export type CueNumbers = Readonly<Record<string, string | number>>

type Told = FactRecord<KafkaModel>
type FactOf<T extends Told['fact']['type']> = Extract<Told['fact'], { type: T }>

/** What is not known yet is said so. */
const UNKNOWN = '…'

const OF_ALL = [
  ...['leader', 'epoch', 'isr', 'elr', 'offset', 'acked', 'waited', 'waitedMs', 'silent'],
  ...['inSync', 'min', 'lagMax', 'cut', 'cutFrom', 'cutTo', 'cutEpoch', 'latencyMs'],
  ...['quorumEpoch', 'grantedBy', 'needed'],
]
/** Of a broker: where its log ends, the epoch of its last record and the one that it led in. */
const OF_BROKER = ['end', 'watermark', 'watermarkFrom', 'tail', 'led']
const BROKERS = [1, 2, 3]

/** Nothing is known. */
export const NO_NUMBERS: CueNumbers = Object.fromEntries(
  [...OF_ALL, ...OF_BROKER.flatMap((name) => BROKERS.map((id) => `${name}${id}`))].map((name) => [
    name,
    UNKNOWN,
  ]),
)

/** The topic that cues tell of. */
const topicOf = (run: Run) => run.scenario.topics[0]

/** What is known before anything has happened: the partition as it will be created. */
export function firstNumbers(run: Run): CueNumbers {
  const [assigned = []] = topicOf(run)?.assignments ?? []
  const empty = OF_BROKER.slice(0, 2).flatMap((name) => assigned.map((id) => `${name}${id}`))
  return {
    ...NO_NUMBERS,
    ...Object.fromEntries(empty.map((name) => [name, 0])),
    leader: assigned[0] ?? UNKNOWN,
    epoch: 0,
    isr: list(assigned),
  }
}

function ofLog({ fact, process }: Told): CueNumbers {
  const id = nodeOfProcess(process)
  if (id === undefined) return {}
  switch (fact.type) {
    case 'RecordsAppended': {
      const { baseOffset, lastOffset, leaderEpoch, as } = fact
      const log = { [`end${id}`]: lastOffset + 1, [`tail${id}`]: leaderEpoch }
      return as === 'leader' ? { ...log, offset: baseOffset } : log
    }
    case 'HighWatermarkAdvanced':
      return { [`watermark${id}`]: fact.to, [`watermarkFrom${id}`]: fact.from }
    case 'LogLoaded':
      return { [`end${id}`]: fact.logEndOffset, [`watermark${id}`]: fact.highWatermark }
    case 'LogTruncated':
      return {
        [`end${id}`]: fact.to,
        cut: fact.from - fact.to,
        cutFrom: fact.from,
        cutTo: fact.to,
        cutEpoch: numberIn(fact.because),
      }
    case 'BecameLeader':
      return { [`led${id}`]: fact.leaderEpoch }
    default:
      return {}
  }
}

function ofPartition(fact: Told['fact']): CueNumbers {
  switch (fact.type) {
    case 'PartitionChanged':
      return {
        leader: fact.leaderTo ?? UNKNOWN,
        epoch: fact.leaderEpoch,
        isr: list(fact.isrTo),
        elr: list(fact.elrTo),
      }
    case 'IsrChangeAsked':
      return fact.because.startsWith('behindFor') ? { lagMax: numberIn(fact.because) } : {}
    case 'RequestRefused':
      return fact.api === 'Produce'
        ? { inSync: numberIn(fact.actual), min: numberIn(fact.required) }
        : {}
    default:
      return {}
  }
}

const sentBy = (process: string | null) => `sent by ${process ?? ''}`

/** How long an answer was waited for, since the batch first left. */
function ofAnswer(
  before: CueNumbers,
  { at, process }: Told,
  fact: FactOf<'RecordAcknowledged'>,
): CueNumbers {
  const waited = at - Number(before[sentBy(process)] ?? at)
  return {
    acked: fact.baseOffset,
    waited: secondsText(Math.trunc(waited / 1000)),
    // Tenths of a millisecond are the same sum, a thousand times smaller.
    waitedMs: secondsText(waited),
  }
}

function ofQuorum(fact: Told['fact']): CueNumbers {
  switch (fact.type) {
    case 'VoteDecided':
      return { quorumEpoch: fact.epoch }
    case 'QuorumLeaderElected':
      return {
        quorumEpoch: fact.epoch,
        grantedBy: list(fact.grantedBy),
        needed: fact.needed,
      }
    default:
      return {}
  }
}

function ofRun(before: CueNumbers, told: Told): CueNumbers {
  const { fact, at, process } = told
  switch (fact.type) {
    case 'RecordSent':
      return fact.attempt === 0 ? { [sentBy(process)]: at } : {}
    case 'RecordAcknowledged':
      return ofAnswer(before, told, fact)
    case 'BrokerFenced':
      return { silent: silentFor(at, fact) }
    case 'LinkChanged':
      return { latencyMs: Math.trunc(fact.link.latencyMicros / 1000) }
    default:
      return ofQuorum(fact)
  }
}

/** What is known after another fact of a run. */
export function numbersAfter(run: Run, before: CueNumbers, told: Told): CueNumbers {
  const { fact } = told
  const isOther = 'topic' in fact && fact.topic !== topicOf(run)?.name
  if (isOther) return before
  const news = { ...ofLog(told), ...ofPartition(fact), ...ofRun(before, told) }
  return Object.keys(news).length === 0 ? before : { ...before, ...news }
}
