import { Map } from '~/base/persistentMap'
import type { Completion, Destination, KafkaInput } from '../channel/channelState'
import { effectiveConfig } from '../config/effective'
import type { KafkaContext } from '../effects'
import { leaderEpoch, offset, splitTopicPartition, topicId, topicPartition } from '../ids'
import type { TopicPartition } from '../ids'
import type { FetchPartitionResponse } from '../protocol/rpc/data'
import { javaHashOrder } from '~/base/javaOrder'
import {
  clientNow,
  coreCopy,
  learnLeader,
  newClientCore,
  onCoreInput,
  refresh,
  requestRefresh,
  sendRequest,
  setClientTimer,
} from './clientCore'
import { matchTopics } from './matchTopics'
import { byNode, forgetNear, leaderAt, noteNear, readFrom } from './nearReplica'
import type { Consumer, ConsumerWork } from './consumerState'
import type { Subscription } from './consumerState'
import { heldPartitions } from './consumerState'
import {
  checkTopics,
  commit,
  fetchOffsets,
  findCoordinator,
  heartbeat,
  join,
  leave,
  onGroupCompletion,
  topicPartitionHash,
} from './membership'

const EARLIEST = -2
const LATEST = -1

/** A consumer that has not connected yet. */
export function newConsumer(
  properties: Readonly<Record<string, string>>,
  subscription: Subscription,
): Consumer {
  const settings = effectiveConfig('consumer', properties)
  const given = subscription.type === 'partitions' ? subscription.partitions : []
  const named =
    subscription.type === 'topics'
      ? subscription.topics
      : [...new Set(given.map(({ topic }) => topic))]
  const isPattern = subscription.type === 'pattern'
  return {
    core: newClientCore({
      name: 'consumer',
      settings,
      bootstrapServers: settings.string('bootstrap.servers'),
      clientId: settings.given('client.id') ?? 'consumer-1',
      maxInFlight: 100,
      mayCreate: settings.boolean('allow.auto.create.topics'),
      wanted: isPattern ? null : named,
    }),
    groupId: settings.given('group.id') ?? null,
    groupInstanceId: settings.given('group.instance.id') ?? null,
    topics: subscription.type === 'partitions' ? null : isPattern ? [] : named,
    pattern: isPattern ? subscription.pattern : null,
    membership: 'UNJOINED',
    memberId: '',
    generationId: -1,
    isLeader: false,
    coordinator: null,
    isFinding: false,
    counted: '',
    positions: Map(
      given.map(({ topic, partition, from }) => [
        topicPartition(topic, partition),
        from !== null && from >= 0 ? from : null,
      ]),
    ),
    committed: Map(),
    toReset: given
      .filter(({ from }) => from === EARLIEST || from === LATEST)
      .map(({ topic, partition }) => topicPartition(topic, partition)),
    near: Map(),
    isFetchingOffsets: false,
    busy: Map(),
    autoCommit: settings.boolean('enable.auto.commit'),
    processing: { ms: 0, untilMs: 0 },
    autoOffsetReset: given.some(({ from }) => from === EARLIEST)
      ? 'earliest'
      : settings.string('auto.offset.reset'),
    isClosing: false,
    isClosed: false,
    fatal: null,
  }
}

/** Begins to work on an input. */
export function consumerWork(consumer: Consumer, ctx: KafkaContext): ConsumerWork {
  return { ctx, core: coreCopy(consumer.core), consumer, records: [], effects: [], facts: [] }
}

/** The consumer as the work leaves it. */
export function consumerOf(work: ConsumerWork): Consumer {
  return { ...work.consumer, core: work.core }
}

/** The first poll: metadata, then the group. */
export function beginConsuming(work: ConsumerWork): void {
  refresh(work)
  if (work.consumer.autoCommit) {
    setClientTimer(work, 'autoCommit', { ms: work.core.settings.int('auto.commit.interval.ms') })
  }
}

/** Takes an input. False: it was not for this consumer. */
export function onConsumerInput(work: ConsumerWork, input: KafkaInput): boolean {
  const isTimer = input.type === 'Timer' && input.timer.role === 'client'
  if (isTimer && onTimer(work, input.timer.name)) return true
  const result = onCoreInput(work, input)
  if (result === null) return false
  for (const completion of result.completions) onCompletion(work, completion)
  if (result.isUpdated) {
    matchTopics(work)
    if (needsGroup(work.consumer)) findCoordinator(work)
    checkTopics(work)
  }
  proceed(work)
  return true
}

function needsGroup(consumer: Consumer): boolean {
  if (consumer.groupId === null) return false
  return (
    consumer.topics !== null ||
    heldPartitions(consumer).some(
      (name) => consumer.positions.get(name) === null && !consumer.toReset.includes(name),
    )
  )
}

function onTimer(work: ConsumerWork, name: string): boolean {
  switch (name) {
    case 'find':
      findCoordinator(work)
      return true
    case 'rejoin':
      join(work)
      return true
    case 'heartbeat':
      heartbeat(work)
      return true
    case 'autoCommit':
      commit(work)
      setClientTimer(work, 'autoCommit', { ms: work.core.settings.int('auto.commit.interval.ms') })
      return true
    case 'again':
    case 'processed':
      proceed(work)
      return true
    default:
      return false
  }
}

/** What can be done next: positions found, fetches sent. */
function proceed(work: ConsumerWork): void {
  if (work.consumer.isClosing || work.consumer.fatal !== null) return
  if (work.consumer.coordinator !== null) fetchOffsets(work)
  resetPositions(work)
  sendFetches(work)
}

/** Finds where to begin. K-20. Kafka: OffsetFetcher.resetPositionsIfNeeded. */
function resetPositions(work: ConsumerWork): void {
  const { toReset, autoOffsetReset } = work.consumer
  if (toReset.length === 0) return
  if (autoOffsetReset === 'none') {
    work.consumer = { ...work.consumer, fatal: 'NoOffsetForPartitionException' }
    return
  }
  const timestamp = autoOffsetReset === 'earliest' ? EARLIEST : LATEST
  for (const { to, names } of byNode(work, toReset, (name) => leaderAt(work, name)).values()) {
    if (work.consumer.busy.has(`list ${to.key}`)) continue
    work.consumer = { ...work.consumer, busy: work.consumer.busy.set(`list ${to.key}`, true) }
    sendRequest(work, {
      to,
      tag: `list ${to.key}`,
      body: {
        api: 'ListOffsets',
        replicaId: null,
        isolationLevel: 'READ_UNCOMMITTED',
        partitions: names.map((name) => ({
          ...splitTopicPartition(name),
          currentLeaderEpoch: null,
          timestamp,
        })),
      },
    })
  }
}

function onListed(work: ConsumerWork, completion: Completion): void {
  work.consumer = { ...work.consumer, busy: work.consumer.busy.delete(completion.tag) }
  const { body } = completion
  if (body?.api !== 'ListOffsets') return requestRefresh(work)
  for (const row of body.partitions) {
    const name = topicPartition(row.topic, row.partition)
    const { positions, toReset } = work.consumer
    if (row.error !== 'NONE') {
      requestRefresh(work)
      setClientTimer(work, 'again', { ms: work.core.settings.int('retry.backoff.ms') })
      continue
    }
    if (!positions.has(name)) continue
    work.consumer = {
      ...work.consumer,
      positions: positions.set(name, row.offset),
      toReset: toReset.filter((other) => other !== name),
    }
    const { topic, partition, offset: to } = row
    work.facts.push({ type: 'PositionReset', topic, partition, to })
  }
}

/** One fetch to each leader that has none on its way. K-10. Kafka: AbstractFetch.prepareFetchRequests. */
function sendFetches(work: ConsumerWork): void {
  if (clientNow(work) < work.consumer.processing.untilMs) return
  const known = heldPartitions(work.consumer).filter(
    (name) => work.consumer.positions.get(name) !== null,
  )
  // All positions are found before the first fetch leaves: one response holds all partitions.
  if (known.length < work.consumer.positions.size) return
  for (const { to, names } of byNode(work, known, (name) => readFrom(work, name)).values()) {
    if (work.consumer.busy.has(`fetch ${to.key}`)) continue
    work.consumer = { ...work.consumer, busy: work.consumer.busy.set(`fetch ${to.key}`, true) }
    fetch(work, to, javaHashOrder(names, topicPartitionHash))
  }
}

function fetch(work: ConsumerWork, to: Destination, names: readonly TopicPartition[]): void {
  const { settings, topics } = work.core
  const { positions } = work.consumer
  sendRequest(work, {
    to,
    tag: `fetch ${to.key}`,
    body: {
      api: 'Fetch',
      replicaId: null,
      replicaEpoch: -1,
      maxWaitMs: settings.int('fetch.max.wait.ms'),
      minBytes: settings.int('fetch.min.bytes'),
      maxBytes: settings.int('fetch.max.bytes'),
      isolationLevel:
        settings.string('isolation.level') === 'read_committed'
          ? 'READ_COMMITTED'
          : 'READ_UNCOMMITTED',
      rackId: settings.string('client.rack'),
      partitions: names.map((name) => {
        const { topic, partition } = splitTopicPartition(name)
        const known = topics.get(topic)
        const row = known?.partitions.find((other) => other.partition === partition)
        return {
          name,
          topic,
          topicId: known?.topicId ?? topicId(''),
          partition,
          currentLeaderEpoch: row?.leaderEpoch ?? leaderEpoch(-1),
          fetchOffset: offset(positions.get(name) ?? 0),
          lastFetchedEpoch: null,
          logStartOffset: -1,
          partitionMaxBytes: settings.int('max.partition.fetch.bytes'),
        }
      }),
    },
  })
}

function onFetched(work: ConsumerWork, completion: Completion): void {
  work.consumer = { ...work.consumer, busy: work.consumer.busy.delete(completion.tag) }
  const { body } = completion
  if (body?.api !== 'Fetch') {
    requestRefresh(work)
    return setClientTimer(work, 'again', { ms: work.core.settings.int('retry.backoff.ms') })
  }
  const before = work.records.length
  for (const row of body.partitions) takeIn(work, row)
  if (work.records.length > before) beginProcessing(work)
}

/** The program works on what came; it polls again only when it is through. Kafka: poll(). */
function beginProcessing(work: ConsumerWork): void {
  const { ms } = work.consumer.processing
  if (ms === 0) return
  work.consumer = { ...work.consumer, processing: { ms, untilMs: clientNow(work) + ms } }
  setClientTimer(work, 'processed', { ms })
}

/** How long the program works on each answer with records, ms. */
export function setProcessing(work: ConsumerWork, ms: number): void {
  work.consumer = { ...work.consumer, processing: { ms, untilMs: 0 } }
  proceed(work)
}

/** Whether positions are committed from time to time, or no longer. */
export function setCommitting(work: ConsumerWork, isOn: boolean): void {
  work.consumer = { ...work.consumer, autoCommit: isOn }
}

/** One partition's records, or what is wrong. K-30. Kafka: FetchCollector.handleInitializeErrors. */
function takeIn(work: ConsumerWork, row: FetchPartitionResponse): void {
  const { name } = row
  const { positions, toReset } = work.consumer
  const position = positions.get(name)
  if (position === undefined || position === null) return
  const wasNear = row.error === 'NONE' ? false : forgetNear(work, name)
  // A follower may not have it yet, or not any more: the leader is asked. KIP-392.
  if (row.error === 'OFFSET_OUT_OF_RANGE' && wasNear) return
  if (row.error === 'OFFSET_OUT_OF_RANGE') {
    const reset = { positions: positions.set(name, null), toReset: [...toReset, name] }
    work.consumer = { ...work.consumer, ...reset }
    return
  }
  if (row.error !== 'NONE') {
    learnLeader(work, row, row.currentLeader)
    requestRefresh(work)
    return setClientTimer(work, 'again', { ms: work.core.settings.int('retry.backoff.ms') })
  }
  if (row.preferredReadReplica !== null) noteNear(work, name, row.preferredReadReplica)
  const bad = row.batches.findIndex((batch) => batch.isCorrupt === true)
  const whole = bad < 0 ? row : { ...row, batches: row.batches.slice(0, bad) }
  deliver(work, whole, position)
  if (bad >= 0) endAtCorrupt(work, name)
}

/** After a damaged batch poll() throws. Kafka: CompletedFetch.maybeEnsureValid. */
function endAtCorrupt(work: ConsumerWork, name: TopicPartition): void {
  const fatal = `KafkaException: Received exception when fetching the next record from ${name}. If needed, please seek past the record to continue consumption.`
  work.consumer = { ...work.consumer, fatal }
}

function deliver(work: ConsumerWork, row: FetchPartitionResponse, position: number): void {
  const { topic, partition } = row
  const fresh = row.batches.flatMap((batch) =>
    batch.isControl
      ? []
      : batch.records
          .filter((record) => record.offset >= position)
          .map((record) => ({ topic, partition, record, timestampType: batch.timestampType })),
  )
  const end = row.batches.at(-1)?.lastOffset
  if (end === undefined) return
  work.records.push(...fresh)
  const name = topicPartition(topic, partition)
  const to = Math.max(position, end + 1)
  work.consumer = { ...work.consumer, positions: work.consumer.positions.set(name, to) }
  const first = fresh[0]?.record.offset
  if (first === undefined) return
  const group = work.consumer.groupId
  work.facts.push({
    type: 'RecordsConsumed',
    topic,
    partition,
    firstOffset: first,
    lastOffset: end,
    group,
  })
}

function onCompletion(work: ConsumerWork, completion: Completion): void {
  if (onGroupCompletion(work, completion)) {
    if (work.consumer.isClosing) finishClosing(work, completion.tag)
    return
  }
  if (completion.tag.startsWith('list ')) onListed(work, completion)
  else onFetched(work, completion)
}

/** Commits, leaves, ends. §3.3. True at once when there is nothing to say. */
export function closeConsumer(work: ConsumerWork): void {
  if (work.consumer.isClosing) return
  const commits = commit(work)
  work.consumer = { ...work.consumer, isClosing: true }
  if (!commits) afterCommit(work)
}

function afterCommit(work: ConsumerWork): void {
  if (!leave(work)) work.consumer = { ...work.consumer, isClosed: true }
}

function finishClosing(work: ConsumerWork, tag: string): void {
  if (tag === 'commit') afterCommit(work)
  else if (tag === 'leave') work.consumer = { ...work.consumer, isClosed: true }
}

/** Sets positions back to what a program has really taken, before it closes. */
export function rewindTo(work: ConsumerWork, taken: Map<TopicPartition, number>): void {
  work.consumer = { ...work.consumer, positions: work.consumer.positions.merge(taken) }
}
