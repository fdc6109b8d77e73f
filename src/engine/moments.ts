import type { KafkaModel } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import type { FirstKind } from '~/kafka/momentKinds'
import { isFirstKind } from '~/kafka/momentKinds'
import { momentOf } from '~/kafka/momentOf'
import type { Moment, MomentKind } from './momentKinds'
import { SEVERITY_OF } from './momentKinds'
import { list } from './momentNames'
import type { ProcessNames } from '~/views/processName'
import { toldOf } from './momentTold'

/** What has been seen before, where a moment is the first of its kind. */
export interface MomentMemory {
  /** Partitions whose first has been told, by kind. */
  readonly firsts: Readonly<Record<FirstKind, ReadonlySet<string>>>
  /** Who voted for the quorum's newest leader, and how many had to. */
  readonly votes: { readonly grantedBy: string; readonly needed: number }
}

/** What the moments of a kind were about. */
export function aboutsOf(moments: readonly Moment[], kind: MomentKind): readonly string[] {
  return moments.flatMap((one) => (one.kind === kind && one.about !== null ? [one.about] : []))
}

/** What is remembered after these moments and no later ones, as a fork begins with it. */
export function memoryAfter(moments: readonly Moment[]): MomentMemory {
  const abouts = (kind: FirstKind) => new Set(aboutsOf(moments, kind))
  const elected = moments.findLast(({ kind }) => kind === 'controllerElected')?.values
  return {
    firsts: {
      batchSent: abouts('batchSent'),
      firstRecord: abouts('firstRecord'),
      recordCommitted: abouts('recordCommitted'),
      recordAcknowledged: abouts('recordAcknowledged'),
    },
    votes: {
      grantedBy: String(elected?.['grantedBy'] ?? ''),
      needed: Number(elected?.['needed'] ?? 0),
    },
  }
}

/** Nothing has been seen yet. */
export const NO_MEMORY = memoryAfter([])

/** What is remembered after the first of a kind; null: it is not the first. */
function afterFirst(memory: MomentMemory, kind: FirstKind, about: string): MomentMemory | null {
  const told = memory.firsts[kind]
  if (told.has(about)) return null
  return { ...memory, firsts: { ...memory.firsts, [kind]: new Set([...told, about]) } }
}

/** The moments that one event's facts make, and what is remembered for the next event. */
export function momentsOf(
  facts: readonly FactRecord<KafkaModel>[],
  memory: MomentMemory,
  nameOf: ProcessNames,
): { readonly moments: readonly Moment[]; readonly memory: MomentMemory } {
  let remembered = memory
  const moments: Moment[] = []
  for (const record of facts) {
    const { fact, event: index, at } = record
    if (fact.type === 'QuorumLeaderElected') {
      const votes = { grantedBy: list(fact.grantedBy), needed: fact.needed }
      remembered = { ...remembered, votes }
    }
    const kind = momentOf(record)
    if (kind === null) continue
    const told = toldOf(kind, record, { votes: remembered.votes, nameOf })
    if (told === null) continue
    if (isFirstKind(kind)) {
      const next = afterFirst(remembered, kind, told.about ?? '')
      if (next === null) continue
      remembered = next
    }
    moments.push({ index, at, from: index, kind, severity: SEVERITY_OF[kind], ...told })
  }
  return { moments, memory: remembered }
}
