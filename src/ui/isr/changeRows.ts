import type { IsrHistory, PartitionNote } from '~/views/isrHistory'

const HEAD = [
  ['partition', 'timeMicros', 'event', 'isr', 'elr', 'leader', 'leaderEpoch', 'partitionEpoch'],
  ['minIsr', 'why'],
].flat()

/** Changes as rows of a file; the words of the first row are names of fields. */
export function changeRows(
  histories: readonly IsrHistory[],
): readonly (readonly (string | number | null)[])[] {
  return [HEAD, ...histories.flatMap(({ changes }) => changes.map(rowOf))]
}

function rowOf(note: PartitionNote): readonly (string | number | null)[] {
  const { topic, partition, at, event, registration, minIsr, cause } = note
  const place = [`${topic}-${partition}`, at, event]
  const why = [minIsr, cause?.because ?? null]
  if (registration === null) return [...place, null, null, null, null, null, ...why]
  const { isr, elr, leader, leaderEpoch, partitionEpoch } = registration
  return [...place, isr.join(' '), elr.join(' '), leader, leaderEpoch, partitionEpoch, ...why]
}
