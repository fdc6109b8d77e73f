import { topicPartition } from '~/kafka/ids'
import type { KafkaWorld } from '~/kafka/model'
import type { ConfigRow } from '~/views/configView'
import { configOfProcess, configOfTopic } from '~/views/configView'
import { serversOf } from '~/views/servers'
import type { Run } from '../run'
import { silencesBefore } from './goneBack'
import type { FactRow } from './lookBack'
import { isTooFewInSync } from './refused'
import { triedBefore } from './retried'
import { ruleOf } from './rules'

/** A comparison that decided: `actual` against `required`, with the unit of both. */
export interface Guard {
  readonly rule: string | null
  readonly name:
    | 'inSync'
    | 'silence'
    | 'lag'
    | 'reachedHw'
    | 'reachedEpoch'
    | 'votes'
    | 'heard'
    | 'ends'
    | 'limit'
    | 'linger'
    | 'unanswered'
    | 'agrees'
    | 'check'
  readonly actual: string
  readonly required: string
  /** What the comparison asks, and whether it came out so. */
  readonly comparison: '≥' | '≤' | '='
  readonly isMet: boolean
}

/** A setting that was read, with what gave it. */
export interface ReadConfig {
  readonly name: string
  readonly value: string
  readonly source: string
}

function guard(
  row: FactRow,
  { name, actual, required }: Pick<Guard, 'name' | 'actual' | 'required'>,
  verdict: Pick<Guard, 'comparison' | 'isMet'> = { comparison: '≥', isMet: true },
): readonly Guard[] {
  const rule = ruleOf(row.fact)
  return [{ rule, name, actual, required, ...verdict }]
}

/** The numbers that a decision compared, as its fact carries them. */
export function guardsOf(run: Run, row: FactRow): readonly Guard[] {
  const { fact, at } = row
  switch (fact.type) {
    case 'RequestRefused': {
      const { actual, required } = fact
      if (!isTooFewInSync(fact)) {
        const isMet = false
        return guard(row, { name: 'check', actual, required }, { comparison: '=', isMet })
      }
      const [inSync, min] = [actual, required].map((text) => /\d+/.exec(text)?.[0] ?? text)
      const numbers = { name: 'inSync', actual: inSync ?? '', required: min ?? '' } as const
      return guard(row, numbers, { comparison: '≥', isMet: false })
    }
    case 'BrokerFenced': {
      if (fact.because !== 'sessionExpired') return []
      const silent = Math.trunc(at / 1000) - (fact.lastHeartbeatMs ?? 0)
      const required = `${fact.sessionTimeoutMs} ms`
      return guard(row, { name: 'silence', actual: `${silent} ms`, required })
    }
    case 'IsrChangeAsked': {
      const behind = /behindFor (\d+) ms/.exec(fact.because)?.[1]
      if (behind === undefined) return caughtUp(run, row, fact)
      return guard(row, { name: 'lag', actual: `> ${behind} ms`, required: `${behind} ms` })
    }
    case 'RecordSent':
      return fact.attempt === 0 ? waited(row, fact) : unanswered(run, row)
    case 'LogTruncated': {
      const ends = /ends at (\d+)$/.exec(fact.because)?.[1]
      if (ends === undefined) return []
      const numbers = { name: 'agrees', actual: String(fact.from), required: ends } as const
      return guard(row, numbers, { comparison: '≤', isMet: false })
    }
    case 'QuorumLeaderResigned':
      return heard(run, row)
    case 'QuorumLeaderElected': {
      const actual = String(fact.grantedBy.length)
      return guard(row, { name: 'votes', actual, required: String(fact.needed) })
    }
    default:
      return limitsOf(row)
  }
}

type IsrAsked = Extract<FactRow['fact'], { type: 'IsrChangeAsked' }>

/** How far a leader was when it took something in hand, before and after. */
function ledBy(run: Run, { event, process }: FactRow, { topic, partition }: IsrAsked) {
  return [event, event + 1].map((index) => {
    const server = serversOf(run.worldAt(index)).find((one) => one.process === process)
    const replica = server?.state.broker?.replicas.get(topicPartition(topic, partition))
    return replica?.role.type === 'leader' ? { log: replica.log, role: replica.role } : null
  })
}

/** A follower may join that has all that is committed, and has begun the epoch. R-45. */
function caughtUp(run: Run, row: FactRow, fact: IsrAsked): readonly Guard[] {
  const added = fact.asked.find((id) => !fact.isr.includes(id))
  const [before = null, after = null] = ledBy(run, row, fact)
  const end = added === undefined ? undefined : after?.role.followers.get(added)?.logEndOffset
  if (before === null || end === undefined) return []
  const actual = String(end)
  const { highWatermark } = before.log
  return [
    ...guard(row, { name: 'reachedHw', actual, required: String(highWatermark) }),
    ...guard(row, { name: 'reachedEpoch', actual, required: String(before.role.epochStartOffset) }),
  ]
}

/** The limits that segments have reached, and the ends that a high watermark waited for. */
function limitsOf(row: FactRow): readonly Guard[] {
  const { fact } = row
  if (fact.type === 'HighWatermarkAdvanced') return endsOf(row, fact)
  if (fact.type !== 'SegmentRolled' && fact.type !== 'SegmentsDeleted') return []
  return guard(row, { name: 'limit', actual: String(fact.actual), required: String(fact.limit) })
}

type Advanced = Extract<FactRow['fact'], { type: 'HighWatermarkAdvanced' }>

function endsOf(row: FactRow, { as, because, to }: Advanced): readonly Guard[] {
  if (as === 'follower') return []
  const actual = because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', ')
  return guard(row, { name: 'ends', actual, required: String(to) })
}

type Sent = Extract<FactRow['fact'], { type: 'RecordSent' }>

/** A batch that was not full waits for others. P-08. */
function waited(row: FactRow, { because, waitedMs, lingerMs }: Sent): readonly Guard[] {
  if (because !== 'linger') return []
  return guard(row, { name: 'linger', actual: `${waitedMs} ms`, required: `${lingerMs} ms` })
}

/** A try that nobody answered is over after request.timeout.ms. */
function unanswered(run: Run, row: FactRow): readonly Guard[] {
  const tried = triedBefore(run, row)
  const [limit] = readConfig(run.worldAt(row.event), 'request.timeout.ms', {
    process: row.process ?? '',
  })
  if (tried?.endedAt === undefined || limit === undefined) return []
  const actual = `${Math.trunc((tried.endedAt - tried.row.at) / 1000)} ms`
  return guard(row, { name: 'unanswered', actual, required: `${limit.value} ms` })
}

/** A quorum leader counts itself and the voters that it still hears. */
function heard(run: Run, row: FactRow): readonly Guard[] {
  const silent = silencesBefore(run, row).length
  const voters = serversOf(run.worldAt(row.event)).filter(({ state }) =>
    state.spec.roles.includes('controller'),
  ).length
  if (silent === 0) return []
  const required = String(Math.trunc(voters / 2) + 1)
  const isMet = false
  const numbers = { name: 'heard', actual: String(voters - silent), required } as const
  return guard(row, numbers, { comparison: '≥', isMet })
}

/** The settings that kinds of facts are decided by, with whose they are. */
const SETTINGS: Readonly<Record<string, readonly [string, 'topic' | 'process'][]>> = {
  BrokerUnfenced: [['broker.heartbeat.interval.ms', 'process']],
  PartitionChanged: [
    ['min.insync.replicas', 'topic'],
    ['unclean.leader.election.enable', 'topic'],
  ],
  HighWatermarkAdvanced: [['min.insync.replicas', 'topic']],
  RecordFailed: [
    ['delivery.timeout.ms', 'process'],
    ['retries', 'process'],
  ],
  RecordAcknowledged: [['acks', 'process']],
  QuorumLeaderElected: [['controller.quorum.election.timeout.ms', 'process']],
  QuorumLeaderResigned: [['controller.quorum.fetch.timeout.ms', 'process']],
}

/** What one kind of fact is decided by only where it came about in one way. */
function settingsOf(run: Run, row: FactRow): readonly [string, 'topic' | 'process'][] {
  const { fact } = row
  if (fact.type === 'BrokerFenced') {
    return fact.because === 'sessionExpired' ? [['broker.session.timeout.ms', 'process']] : []
  }
  if (fact.type === 'IsrChangeAsked') {
    return fact.rule === 'R-47' ? [['replica.lag.time.max.ms', 'process']] : []
  }
  if (fact.type === 'RecordSent') {
    if (fact.attempt === 0) {
      return [
        ['linger.ms', 'process'],
        ['batch.size', 'process'],
      ]
    }
    const isUnanswered = triedBefore(run, row)?.endedAt !== undefined
    return [
      ...(isUnanswered ? [['request.timeout.ms', 'process'] as [string, 'process']] : []),
      ['retry.backoff.ms', 'process'],
      ['delivery.timeout.ms', 'process'],
    ]
  }
  return Object.hasOwn(SETTINGS, fact.type) ? (SETTINGS[fact.type] ?? []) : []
}

/** Settings that the fact names itself, else those that its kind is decided by. */
export function configsOf(run: Run, row: FactRow): readonly ReadConfig[] {
  const { fact, event, process } = row
  if ('configs' in fact && fact.configs.length > 0) return fact.configs
  const world = run.worldAt(event)
  return settingsOf(run, row).flatMap(([name, of]): readonly ReadConfig[] => {
    if (of === 'process') return readConfig(world, name, { process: process ?? '' })
    const hasTopic = 'topic' in fact && typeof fact.topic === 'string'
    return hasTopic && fact.topic !== null ? readConfig(world, name, { topic: fact.topic }) : []
  })
}

/** Whose setting is read. */
export type ConfigOwner = { readonly process: string } | { readonly topic: string }

/** A setting as it holds in a world, with what gave it; empty: there is none. */
export function readConfig(
  world: KafkaWorld,
  name: string,
  of: ConfigOwner,
): readonly ReadConfig[] {
  const rows = 'topic' in of ? configOfTopic(world, of.topic) : configOfProcess(world, of.process)
  const found = rows.find((one) => one.name === name)
  return found === undefined ? [] : [{ name, value: found.value, source: sourceOf(found) }]
}

function sourceOf({ source, place }: ConfigRow): string {
  return place === null ? source : `${place.file}:${place.line}`
}
