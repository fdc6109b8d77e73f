import type { ConfigRow } from '~/views/configView'
import { configOfProcess, configOfTopic } from '~/views/configView'
import type { FieldRow } from '~/views/fieldsView'
import { fieldsOf } from '~/views/fieldsView'
import { eventAt } from './eventAt'
import { currentFrame } from './frame'
import { currentMessage } from './message'
import type { Selected } from './selection'
import { currentRun } from './session'
import { isAbout } from './steps'

/** The settings of a selected thing at the cursor. */
export function currentConfig(selected: Selected): readonly ConfigRow[] {
  const world = currentRun().world()
  if (selected.kind === 'partition') return configOfTopic(world, selected.topic)
  if (selected.kind === 'replica') return configOfProcess(world, `kafka-${selected.broker}`)
  return 'process' in selected ? configOfProcess(world, selected.process) : []
}

/** The fields of a selected thing at the cursor, as Kafka names them. */
export function currentFields(selected: Selected): readonly FieldRow[] {
  if (selected.kind === 'message') {
    const message = currentMessage(selected.id)
    return message === null ? [] : fieldsOf(message.body)
  }
  if (selected.kind !== 'partition') return []
  const topic = currentFrame().cluster.topics.find(({ name }) => name === selected.topic)
  const row = topic?.partitions.find(({ partition }) => partition === selected.partition)
  return row === undefined ? [] : fieldsOf(row)
}

/** What the list of events shows. */
export interface EventFilter {
  readonly momentsOnly: boolean
  readonly showsQuiet: boolean
  readonly selected: Selected | null
}

/** The list reaches back over so many events at most: older ones are thinned. */
const LISTED = 20_000

interface Listed {
  readonly key: string
  readonly end: number
  readonly indexes: readonly number[]
}

const listed: { newest: Listed; run: unknown } = {
  newest: { key: '', end: 0, indexes: [] },
  run: null,
}

function fits(index: number, filter: EventFilter): boolean {
  if (!filter.showsQuiet && eventAt(index).isQuiet) return false
  return filter.selected === null || isAbout(currentRun().stepAt(index), filter.selected)
}

/** The indexes of the events up to the cursor that fit, oldest first. */
export function eventsUpTo(end: number, filter: EventFilter): readonly number[] {
  const run = currentRun()
  const from = Math.max(0, end - LISTED)
  if (filter.momentsOnly) {
    const indexes = run.moments().map(({ index }) => index)
    return [...new Set(indexes)].filter((index) => index >= from && index < end)
  }
  const key = `${run.branch().id} ${JSON.stringify(filter)}`
  const old = listed.newest
  const goesOn = listed.run === run && old.key === key && old.end <= end && old.end >= from
  const found: number[] = []
  for (let index = goesOn ? old.end : from; index < end; index += 1) {
    if (fits(index, filter)) found.push(index)
  }
  const before = goesOn ? old.indexes.filter((index) => index >= from) : []
  const indexes = goesOn && found.length === 0 ? old.indexes : [...before, ...found]
  listed.newest = { key, end, indexes }
  listed.run = run
  return indexes
}

/** The events that an event scheduled, among those that are known; the first few. */
export function effectsOf(index: number, limit: number): readonly number[] {
  const run = currentRun()
  const found: number[] = []
  for (let at = index + 1; at < run.endIndex() && found.length < limit; at += 1) {
    if (run.stepAt(at).event.cause === index) found.push(at)
    if (at - index > LISTED) break
  }
  return found
}
