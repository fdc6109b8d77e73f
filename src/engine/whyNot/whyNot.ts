import type { Moment } from '../momentKinds'
import type { Run } from '../run'
import { alternativesFor } from '../why/alternatives'
import type { WhyLink } from '../why/chain'
import type { FactRow } from '../why/lookBack'
import { chainOf, decidersOf } from '../why/chain'
import { newest } from '../why/lookBack'
import { distinct, factOfMoment } from '../why/explain'
import type { ReadConfig } from '../why/values'
import { configsOf, readConfig } from '../why/values'
import type { Reading } from '../why/readings'
import { readingOf, readingOfFact } from '../why/readings'
import type { Alternative } from '../why/retake'
import type { AskedKey, Draft, Need, Values } from './draft'
import { ofBroker } from './ofBroker'
import { groupNotStable, ofClient } from './ofClient'
import { ofController } from './ofController'
import type { AskedRequest } from './ofMessage'
import { linkCarriesNothing, messageNotArrived, requestNotAnswered } from './ofMessage'
import { ofMoment } from './ofMoment'
import { partitionNoLeader, partitionNotPreferred, partitionRefuses } from './ofPartition'
import { ofRecord } from './ofRecord'
import { replicaNotInSync, replicaNotLeader, replicaTruncated } from './ofReplica'
import type { Scene } from './scene'
import { registrationOf, sceneAt } from './scene'

/** What can be asked about. */
export type WhyNotThing =
  | { readonly kind: 'broker'; readonly id: number }
  | { readonly kind: 'controller'; readonly id: number }
  | { readonly kind: 'client'; readonly process: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | {
      readonly kind: 'replica'
      readonly topic: string
      readonly partition: number
      readonly broker: number
    }
  | {
      readonly kind: 'record'
      readonly topic: string
      readonly partition: number
      readonly offset: number
    }
  /** `request`: what it was, where it has arrived. */
  | { readonly kind: 'message'; readonly id: number; readonly request: AskedRequest | null }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string }

/** Something that a person could have expected, and the first condition that is not met. */
export interface WhyNot {
  readonly asked: AskedKey
  readonly values: Values
  /** As they are checked, up to and with the first that is not met. */
  readonly needs: readonly Need[]
  readonly draft: Draft
  /** The moment that it was asked about, or null: the thing as it is at the cursor. */
  readonly moment: Moment | null
}

/** Why it is so, with what would make a difference. */
export interface WhyNotTold {
  readonly because: readonly WhyLink[]
  readonly configs: readonly ReadConfig[]
  readonly alternatives: readonly Alternative[]
  readonly reading: Reading | null
}

/** What could be expected of a thing at the cursor and is not so; empty: all of it is so. */
export function whyNots(run: Run, thing: WhyNotThing): readonly WhyNot[] {
  return open(ofThing(sceneAt(run, run.cursor()), thing), null)
}

/** What could have been expected at a moment instead. */
export function whyNotsOfMoment(run: Run, moment: Moment): readonly WhyNot[] {
  return open(ofMoment(run, moment), moment)
}

/** Only what has an unmet condition, cut behind the first; each question once. */
function open(drafts: readonly (Draft | null)[], moment: Moment | null): readonly WhyNot[] {
  const seen = new Set<string>()
  return drafts.flatMap((draft): readonly WhyNot[] => {
    const first = draft?.needs.findIndex(({ isMet }) => !isMet) ?? -1
    if (draft === null || first === -1) return []
    const { asked, values, needs } = draft
    const key = JSON.stringify([asked, values])
    if (seen.has(key)) return []
    seen.add(key)
    const end = ANY_OF.includes(asked) ? needs.length : first + 1
    return [{ asked, values, needs: needs.slice(0, end), draft, moment }]
  })
}

/** Questions of which any one condition would have been enough: all are shown. */
const ANY_OF: readonly AskedKey[] = ['partitionNoLeader', 'partitionNotClean']

/** Tells a question's answer: the newest fact that explains it, its causes, what would change it. */
export function tellWhyNot(run: Run, { draft, moment }: WhyNot): WhyNotTold {
  const end = moment === null ? run.cursor() : moment.index + 1
  const own = moment === null ? undefined : factOfMoment(run, moment)
  const fact: FactRow | null = newest(run, draft.blames, end) ?? own ?? null
  const because = fact === null ? [] : said(chainOf(run, fact))
  const world = run.worldAt(end)
  return {
    because,
    configs: distinct([
      ...draft.settings.flatMap(([name, of]) => readConfig(world, name, of)),
      ...(draft.isDecidedByBlamed === true && fact !== null ? settingsBehind(run, fact) : []),
    ]),
    alternatives: fact === null ? [] : alternativesFor(run, fact, because).filter(helps(draft)),
    reading: fact?.fact.type === draft.reads ? readingOfFact(fact.fact) : readingOf(draft.reads),
  }
}

/** A process that stops cleanly does not run either: that changes when its session is over alone. */
function helps({ asked }: Draft): (alternative: Alternative) => boolean {
  return ({ label }) => label !== 'stop' || asked === 'brokerNotFenced'
}

/** Settings by which a broker was fenced, or a replica found to lag. */
function settingsBehind(run: Run, fact: FactRow): readonly ReadConfig[] {
  return decidersOf(run, fact)
    .filter(({ fact: { type } }) => type === 'BrokerFenced' || type === 'IsrChangeAsked')
    .flatMap((row) => configsOf(run, row))
}

/** What was done is said once: as what was done, not again as what happened at once. */
function said(chain: readonly WhyLink[]): readonly WhyLink[] {
  const [first, second] = chain
  const isSame = second?.said.type === 'command' && first?.index === second.index
  return isSame ? chain.slice(1) : chain
}

function ofThing(scene: Scene, thing: WhyNotThing): readonly (Draft | null)[] {
  switch (thing.kind) {
    case 'broker':
      return [...ofBroker(scene, thing.id), ...notLed(scene, thing.id)]
    case 'controller':
      return ofController(scene, thing.id)
    case 'client':
      return ofClient(scene, thing.process)
    case 'partition':
      return ofPartition(scene, thing)
    case 'replica':
      return ofReplica(scene, thing)
    case 'record':
      return ofRecord(scene, thing)
    case 'message':
      return [
        messageNotArrived(scene, thing.id),
        thing.request === null ? null : requestNotAnswered(scene, thing.request),
      ]
    case 'group':
      return [groupNotStable(scene, thing.id)]
    case 'link':
      return [linkCarriesNothing(scene, thing)]
  }
}

/** A broker's replicas that are shown one by one. */
const SHOWN = 6

/** A broker's replicas of people's topics that are not in sync, then those that do not lead. */
function notLed(scene: Scene, broker: number): readonly Draft[] {
  const places = [...scene.image.topics.values()]
    .filter(({ name }) => !name.startsWith('__'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, partitions }) =>
      [...partitions.keys()].map((partition) => ({ topic: name, partition, broker })),
    )
  const rows = places.map((at) => ({ at, row: registrationOf(scene, at) }))
  const held = rows.filter(({ row }) => row?.replicas.some((id) => id === broker) === true)
  const out = held.filter(({ row }) => row?.isr.some((id) => id === broker) !== true)
  const behind = held.filter(({ row }) => row?.leader !== broker)
  return [
    ...out.slice(0, SHOWN).map(({ at }) => replicaNotInSync(scene, at)),
    ...behind.slice(0, SHOWN).map(({ at }) => replicaNotLeader(scene, at)),
  ]
}

type PartitionPlace = Extract<WhyNotThing, { kind: 'partition' }>

function ofPartition(scene: Scene, at: PartitionPlace): readonly (Draft | null)[] {
  const row = registrationOf(scene, at)
  if (row === null) return []
  const out = row.replicas.filter((id) => !row.isr.includes(id))
  return [
    row.leader === null ? partitionNoLeader(scene, at) : partitionRefuses(scene, at),
    ...out.map((broker) => replicaNotInSync(scene, { ...at, broker })),
    row.leader === null ? null : partitionNotPreferred(scene, at),
  ]
}

type ReplicaThing = Extract<WhyNotThing, { kind: 'replica' }>

function ofReplica(scene: Scene, at: ReplicaThing): readonly (Draft | null)[] {
  const row = registrationOf(scene, at)
  const { run, index } = scene
  const cut = run
    .notes()
    .truncations.findLast(
      ({ event, process, fact }) =>
        event < index &&
        process === `kafka-${at.broker}` &&
        fact.topic === at.topic &&
        fact.partition === at.partition,
    )
  const truncation = cut === undefined ? undefined : run.stepAt(cut.event).facts
  const fact = truncation?.find((one) => one.fact === cut?.fact || isCutOf(one, at))
  return [
    row?.isr.some((id) => id === at.broker) === true ? null : replicaNotInSync(scene, at),
    row?.leader === at.broker ? null : replicaNotLeader(scene, at),
    fact?.fact.type === 'LogTruncated'
      ? replicaTruncated({ ...fact, fact: fact.fact }, String(at.broker))
      : null,
  ]
}

function isCutOf({ fact }: FactRow, at: ReplicaThing): boolean {
  return fact.type === 'LogTruncated' && fact.topic === at.topic && fact.partition === at.partition
}
