import type { IsrHistory } from '~/views/isrHistory'
import { isrHistory } from '~/views/isrHistory'
import type { Run } from '~/engine/run'
import { currentRun } from './session'

interface Kept {
  readonly run: Run
  readonly branch: number
  readonly partitions: number
  readonly brokers: number
  readonly histories: Map<string, IsrHistory>
}

const kept: { newest: Kept | null } = { newest: null }

/** How a partition's replicas stood over the whole branch; the same object until more is noted. */
export function currentIsr(place: {
  readonly topic: string
  readonly partition: number
}): IsrHistory {
  const run = currentRun()
  const branch = run.branch().id
  const notes = run.notes().replication
  const [partitions, brokers] = [notes.partitions.length, notes.brokers.length]
  const old = kept.newest
  const isOld =
    old !== null &&
    old.run === run &&
    old.branch === branch &&
    old.partitions === partitions &&
    old.brokers === brokers
  const newest: Kept = isOld ? old : { run, branch, partitions, brokers, histories: new Map() }
  kept.newest = newest
  const key = `${place.topic}-${place.partition}`
  const found = newest.histories.get(key) ?? isrHistory(notes, place)
  newest.histories.set(key, found)
  return found
}
