import type { Reported } from '~/sim/model'
import type { Written } from './condition'
import type { KafkaModel } from './model'

/** What an event committed, and what still waits for that. */
export interface Seen<T> {
  readonly committed: readonly T[]
  readonly written: readonly Written<T>[]
}

/** Whose records an event wrote. */
export function writerOf(facts: readonly Reported<KafkaModel>[]): string {
  return facts.find(({ process }) => process !== null)?.process ?? ''
}

/**
 * What of the written an event makes seen. What a controller writes holds when its records are
 * committed; what it never commits, never. C-03; Kafka: QuorumController, ControllerWriteEvent.
 */
export function seenWith<T>(
  facts: readonly Reported<KafkaModel>[],
  before: readonly Written<T>[],
): Seen<T> {
  let written = before
  const committed: T[] = []
  for (const { fact: reported, process } of facts) {
    if (written.length === 0) break
    const fact = reported as KafkaModel['Fact'] | { readonly type: 'ProcessKilled' }
    const isOwn = (one: Written<T>) => one.controller === process
    if (fact.type === 'MetadataAppended') {
      const { lastOffset } = fact
      written = written.map((one) =>
        isOwn(one) && one.lastOffset === null ? { ...one, lastOffset } : one,
      )
    } else if (fact.type === 'MetadataCommitted') {
      const isIn = (one: Written<T>) =>
        isOwn(one) && one.lastOffset !== null && one.lastOffset < fact.to
      committed.push(...written.filter(isIn).map(({ what }) => what))
      written = written.filter((one) => !isIn(one))
    } else if (fact.type === 'ControllerDeactivated' || fact.type === 'ProcessKilled') {
      written = written.filter((one) => !isOwn(one))
    }
  }
  return { committed, written }
}
