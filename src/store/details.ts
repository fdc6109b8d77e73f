import type { MessageFamily } from '~/views/clusterView'
import type { ConfigRow } from '~/views/configView'
import { configOfProcess, configOfTopic } from '~/views/configView'
import { carriesKey, namesGroup } from '~/views/families'
import type { ComparedField } from '~/views/fieldsView'
import { batchFields, comparedFields, fieldsOf } from '~/views/fieldsView'
import type { ApiVersionRange } from '~/views/apiVersions'
import { rangeOf } from '~/views/apiVersions'
import { eventAt } from './eventAt'
import { currentFrame, currentLog } from './frame'
import { bodyBefore, currentMessage } from './message'
import type { Selected } from './selection'
import { currentRun } from './session'
import { isAbout } from './steps'

/** The settings of a selected thing at the cursor. */
export function currentConfig(selected: Selected): readonly ConfigRow[] {
  const world = currentRun().world()
  if (selected.kind === 'partition' || selected.kind === 'record')
    return configOfTopic(world, selected.topic)
  if (selected.kind === 'replica') return configOfProcess(world, `kafka-${selected.broker}`)
  return 'process' in selected ? configOfProcess(world, selected.process) : []
}

/** The fields of a selected thing at the cursor, as Kafka names them. */
export function currentFields(selected: Selected): readonly ComparedField[] {
  if (selected.kind === 'message') {
    const message = currentMessage(selected.id)
    if (message === null) return []
    const before = bodyBefore(selected.id, message)
    return comparedFields(fieldsOf(message.body), before === null ? null : fieldsOf(before))
  }
  if (selected.kind === 'record') return recordFields(selected)
  if (selected.kind !== 'partition') return []
  const topic = currentFrame().cluster.topics.find(({ name }) => name === selected.topic)
  const row = topic?.partitions.find(({ partition }) => partition === selected.partition)
  return row === undefined ? [] : fieldsOf(row)
}

/** A record and the batch that it is in, as the leader has them, else the first that does. */
function recordFields({ topic, partition, offset }: RecordSelected): readonly ComparedField[] {
  const log = currentLog({ topic, partition, window: () => ({ from: offset, to: offset + 1 }) })
  const held = log.replicas.flatMap(({ broker, batches }) => {
    const batch = batches.find((one) => one.records.some((record) => record.offset === offset))
    return batch === undefined ? [] : [{ broker, batch }]
  })
  const found = held.find(({ broker }) => broker === log.leader) ?? held[0]
  const record = found?.batch.records.find((one) => one.offset === offset)
  if (found === undefined || record === undefined) return []
  return fieldsOf(batchFields(found.batch, record))
}

type RecordSelected = Extract<Selected, { readonly kind: 'record' }>

/** The API of a message with its versions, as Kafka 4.1.2 has them; null for what is none. */
export function currentApi(selected: Selected): ApiVersionRange | null {
  if (selected.kind !== 'message') return null
  const api = currentMessage(selected.id)?.api
  return api === undefined ? null : rangeOf(api)
}

/** What the list of events shows. */
export interface EventFilter {
  readonly momentsOnly: boolean
  readonly showsQuiet: boolean
  readonly selected: Selected | null
  /** Only messages of this family; null: all. */
  readonly family: MessageFamily | null
  /** Only what happened in this process or came from it; null: all. */
  readonly process: string | null
  /** Only what names this partition, as `topic-n`; null: all. */
  readonly partition: string | null
  /** Only what names this group, or asks for it; null: all. */
  readonly group: string | null
  /** Only messages that carry a record of this key; null: all. */
  readonly key: string | null
  /** Only moments that matter so much; null: all. */
  readonly severity: Severity | null
}

/** How much a moment matters. */
export type Severity = ReturnType<ReturnType<typeof currentRun>['moments']>[number]['severity']

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
  const { family, process, partition, selected } = filter
  const event = eventAt(index)
  if (!filter.showsQuiet && !filter.momentsOnly && event.isQuiet) return false
  if (family !== null && event.family !== family) return false
  if (partition !== null && !event.facts.some(({ values }) => values['name'] === partition)) {
    return false
  }
  const step = currentRun().stepAt(index)
  if (process !== null && !takesPart(step, process)) return false
  return namesAll(step, filter) && (selected === null || isAbout(step, selected))
}

/** The group and the key that are asked for are both in it. */
function namesAll(step: RecordedStep, { group, key }: EventFilter): boolean {
  if (group !== null && !isOfGroup(step, group)) return false
  return key === null || hasBody(step, (body) => carriesKey(body, key))
}

type RecordedStep = ReturnType<ReturnType<typeof currentRun>['stepAt']>

function takesPart({ event, facts }: RecordedStep, process: string): boolean {
  if (event.process === process) return true
  return facts.some(({ fact }) => fact.type === 'MessageDelivered' && fact.from === process)
}

function isOfGroup(step: RecordedStep, group: string): boolean {
  const isNamed = step.facts.some(({ fact }) => 'group' in fact && fact.group === group)
  return isNamed || hasBody(step, (body) => namesGroup(body, group))
}

/** True when an event takes in a message of which something holds. */
function hasBody({ event }: RecordedStep, holds: (body: Body) => boolean): boolean {
  const { what } = event
  if (what.type !== 'Input') return false
  const { input } = what
  return (input.type === 'Request' || input.type === 'Response') && holds(input.body)
}

type Body = Parameters<typeof carriesKey>[0]

/** The indexes of the events up to the cursor that fit, oldest first. */
export function eventsUpTo(end: number, filter: EventFilter): readonly number[] {
  const run = currentRun()
  const from = Math.max(0, end - LISTED)
  if (filter.momentsOnly || filter.severity !== null) return momentsUpTo(from, end, filter)
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

function momentsUpTo(from: number, end: number, filter: EventFilter): readonly number[] {
  const { severity } = filter
  const moments = currentRun()
    .moments()
    .filter((moment) => severity === null || moment.severity === severity)
    .filter(({ index }) => index < end)
  // The list shows the events that tell it, not those by which it became seen.
  const indexes = new Set(moments.map((moment) => moment.from).toSorted((a, b) => a - b))
  const wanted = { ...filter, momentsOnly: true }
  return [...indexes].filter((index) => index >= from && index < end && fits(index, wanted))
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
