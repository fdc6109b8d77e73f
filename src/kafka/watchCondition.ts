import type { Reported } from '~/sim/model'
import type { ConditionMemory, KafkaCondition } from './condition'
import { meetsCondition } from './meetsCondition'
import type { KafkaModel } from './model'
import { isByRecords, isFirstKind } from './momentKinds'
import { momentOf } from './momentOf'
import type { Body } from './protocol/rpc'
import { seenWith, writerOf } from './written'

type Facts = readonly Reported<KafkaModel>[]
type MomentCondition = Extract<KafkaCondition, { type: 'moment' }>

const NOTHING: ConditionMemory = []

/** Whether an event meets a condition that waits, and what is remembered for the next event. */
export function watchCondition(
  condition: KafkaCondition,
  happened: { readonly facts: Facts; readonly answer: Body | null },
  memory: ConditionMemory | null,
): { readonly isMet: boolean; readonly memory: ConditionMemory | null } {
  if (condition.type === 'moment') return watchMoment(condition, happened.facts, memory)
  return { isMet: meetsCondition(condition, happened.facts, happened.answer), memory: null }
}

function watchMoment(condition: MomentCondition, facts: Facts, memory: ConditionMemory | null) {
  const { kind } = condition
  const count = facts.filter((row) => momentOf(row) === kind && isNew(condition, row)).length
  if (!isByRecords(kind)) return { isMet: count > 0, memory: null }
  const before = memory ?? condition.written ?? NOTHING
  if (count + before.length === 0) return { isMet: false, memory }
  const added = { what: kind, controller: writerOf(facts), lastOffset: null }
  const { committed, written } = seenWith(facts, count === 0 ? before : [...before, added])
  return { isMet: committed.length > 0, memory: written }
}

/** Only a partition's first is a moment, and it may have been before the condition was made. */
function isNew({ kind, seen = [] }: MomentCondition, { fact }: Facts[number]): boolean {
  if (!isFirstKind(kind) || !('topic' in fact) || !('partition' in fact)) return true
  return !seen.includes(`${String(fact.topic)}-${String(fact.partition)}`)
}
