import type { KafkaWorld } from '~/kafka/model'
import type { ConfigRow } from '~/views/configView'
import { configOfProcess, configOfTopic } from '~/views/configView'
import type { Moment } from '../momentKinds'
import { momentsOf, NO_MEMORY } from '../moments'
import type { Run } from '../run'
import { alternativesFor } from './alternatives'
import type { WhyLink } from './chain'
import type { Asked, FactRow } from './lookBack'
import { chainOf, isTooFewInSync } from './chain'
import { newest } from './lookBack'
import type { Reading } from './readings'
import { readingOfFact } from './readings'
import type { Alternative } from './retake'

/** A comparison that decided: `actual` against `required`, with the unit of both. */
export interface Guard {
  readonly rule: string | null
  readonly name: 'inSync' | 'silence' | 'lag' | 'votes' | 'ends' | 'limit' | 'check'
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

/** Everything that is told of one decision, in the order of the panel. EXPERIENCE (f). */
export interface Explanation {
  readonly what: WhyLink
  readonly because: readonly WhyLink[]
  readonly guards: readonly Guard[]
  readonly configs: readonly ReadConfig[]
  readonly alternatives: readonly Alternative[]
  readonly reading: Reading | null
}

/** Explains the newest fact before the cursor that is asked about; null: there is none. */
export function explain(run: Run, asked: Asked): Explanation | null {
  const first = newest(run, asked)
  return first === null ? null : explainFact(run, first)
}

/** The fact that made a moment. */
export function factOfMoment(run: Run, moment: Moment): FactRow | undefined {
  return run.stepAt(moment.from).facts.find((row) => {
    const made = momentsOf([row], NO_MEMORY, run.nameOf).moments
    return made.some(({ kind, about }) => kind === moment.kind && about === moment.about)
  })
}

/** Explains the fact that made a moment. */
export function explainMoment(run: Run, moment: Moment): Explanation | null {
  const found = factOfMoment(run, moment)
  return found === undefined ? null : explainFact(run, found)
}

/** Explains one fact. */
function explainFact(run: Run, first: FactRow): Explanation | null {
  const [what, ...because] = chainOf(run, first)
  if (what === undefined) return null
  return {
    what,
    because,
    guards: guardsOf(first),
    configs: configsOf(run, first),
    alternatives: alternativesFor(run, first, because),
    reading: readingOfFact(first.fact),
  }
}

function guard(
  row: FactRow,
  { name, actual, required }: Pick<Guard, 'name' | 'actual' | 'required'>,
  verdict: Pick<Guard, 'comparison' | 'isMet'> = { comparison: '≥', isMet: true },
): readonly Guard[] {
  const rule = 'rule' in row.fact ? row.fact.rule : null
  return [{ rule, name, actual, required, ...verdict }]
}

/** The numbers that a decision compared, as its fact carries them. */
export function guardsOf(row: FactRow): readonly Guard[] {
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
      if (behind === undefined) return []
      return guard(row, { name: 'lag', actual: `> ${behind} ms`, required: `${behind} ms` })
    }
    case 'QuorumLeaderElected': {
      const actual = String(fact.grantedBy.length)
      return guard(row, { name: 'votes', actual, required: String(fact.needed) })
    }
    case 'HighWatermarkAdvanced': {
      if (fact.as === 'follower') return []
      const actual = fact.because.map(({ id, logEndOffset }) => `${id}: ${logEndOffset}`).join(', ')
      return guard(row, { name: 'ends', actual, required: String(fact.to) })
    }
    case 'SegmentRolled':
    case 'SegmentsDeleted':
      return guard(row, {
        name: 'limit',
        actual: String(fact.actual),
        required: String(fact.limit),
      })
    default:
      return []
  }
}

/** The settings that kinds of facts are decided by, with whose they are. */
const SETTINGS: Readonly<Record<string, readonly [string, 'topic' | 'process'][]>> = {
  BrokerFenced: [['broker.session.timeout.ms', 'process']],
  BrokerUnfenced: [['broker.heartbeat.interval.ms', 'process']],
  IsrChangeAsked: [['replica.lag.time.max.ms', 'process']],
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
}

/** Settings that the fact names itself, else those that its kind is decided by. */
function configsOf(run: Run, row: FactRow): readonly ReadConfig[] {
  const { fact, event, process } = row
  if ('configs' in fact && fact.configs.length > 0) return fact.configs
  const names = Object.hasOwn(SETTINGS, fact.type) ? (SETTINGS[fact.type] ?? []) : []
  const world = run.worldAt(event)
  return names.flatMap(([name, of]): readonly ReadConfig[] => {
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
