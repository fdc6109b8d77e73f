import { javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { Map } from '~/base/persistentMap'
import type { Completion, KafkaInput } from '../channel/channelState'
import { effectiveConfig } from '../config/effective'
import type { ClientProtection } from './protection'
import type { KafkaContext } from '../effects'
import { topicPartition } from '../ids'
import { coreCopy, newClientCore, onCoreInput, refresh } from './clientCore'
import { logInvalidTopics } from './logLine'
import { autoCommit, onCommitted, scheduleAutoCommit } from './autoCommit'
import { onClosingCompletion, onClosingTimer } from './closing'
import { onFetched, sendFetches } from './consumerFetch'
import { matchTopics } from './matchTopics'
import { onListed, resetPositions } from './offsetReset'
import { noticeLeaders, notePosition, onValidated, validatePositions } from './validation'
import type { Consumer, ConsumerWork } from './consumerState'
import type { Subscription } from './consumerState'
import { awaitsReset, heldPartitions, resetNow } from './consumerState'
import {
  checkTopics,
  fetchOffsets,
  heartbeat,
  join,
  onGroupCompletion,
  prepareAgain,
} from './membership'
import { findCoordinator } from './coordinatorCalls'
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../protocol/listOffsets'

/** A consumer that has not connected yet; it runs without the given rules. */
export function newConsumer(
  properties: Readonly<Record<string, string>>,
  subscription: Subscription,
  unprotected: readonly ClientProtection[] = [],
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
    preparingSinceMs: null,
    isLeader: false,
    protocol: null,
    coordinator: null,
    isFinding: false,
    counted: '',
    positions: Map(
      given.map(({ topic, partition, from }) => [
        topicPartition(topic, partition),
        from !== null && from >= 0 ? from : null,
      ]),
    ),
    unprotected,
    epochs: Map(),
    checkedTopics: null,
    committed: Map(),
    toReset: given
      .filter(({ from }) => from === EARLIEST_TIMESTAMP || from === LATEST_TIMESTAMP)
      .map(({ topic, partition }) => resetNow(topicPartition(topic, partition))),
    near: Map(),
    isFetchingOffsets: false,
    busy: Map(),
    sessions: Map(),
    autoCommit: settings.boolean('enable.auto.commit'),
    processing: { ms: 0, untilMs: 0 },
    autoOffsetReset: settings.string('auto.offset.reset'),
    seeks: Map(
      given.flatMap(({ topic, partition, from }) => {
        const strategy =
          from === EARLIEST_TIMESTAMP ? 'earliest' : from === LATEST_TIMESTAMP ? 'latest' : null
        return strategy === null ? [] : [[topicPartition(topic, partition), strategy] as const]
      }),
    ),
    closing: null,
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
  scheduleAutoCommit(work)
}

/** Takes an input. False: it was not for this consumer. */
export function onConsumerInput(work: ConsumerWork, input: KafkaInput): boolean {
  const isTimer = input.type === 'Timer' && input.timer.role === 'client'
  if (isTimer && onTimer(work, input.timer.name)) return true
  const result = onCoreInput(work, input)
  if (result === null) return false
  for (const completion of result.completions) onCompletion(work, completion)
  if (result.isUpdated) {
    endForInvalidTopics(work)
    matchTopics(work)
    if (needsGroup(work.consumer)) findCoordinator(work)
    checkTopics(work)
  }
  proceed(work)
  return true
}

/** poll() throws for names that no topic can have. A-17. Kafka: Metadata.checkInvalidTopics. */
function endForInvalidTopics(work: ConsumerWork): void {
  const invalid = [...work.core.topics.values()]
    .filter(({ error }) => error === 'INVALID_TOPIC_EXCEPTION')
    .map(({ name }) => name)
  if (invalid.length === 0 || work.consumer.fatal !== null) return
  const text = `[${javaHashOrder(invalid, javaHashCode).join(', ')}]`
  logInvalidTopics(work, text)
  const fatal = `common.errors.InvalidTopicException: Invalid topics: ${text}`
  work.consumer = { ...work.consumer, fatal }
}

function needsGroup(consumer: Consumer): boolean {
  if (consumer.groupId === null) return false
  return (
    consumer.topics !== null ||
    heldPartitions(consumer).some(
      (name) => consumer.positions.get(name) === null && !awaitsReset(consumer, name),
    )
  )
}

function onTimer(work: ConsumerWork, name: string): boolean {
  if (onClosingTimer(work, name)) return true
  switch (name) {
    case 'find':
      findCoordinator(work)
      return true
    case 'rejoin':
      join(work)
      return true
    case 'prepare':
      prepareAgain(work)
      return true
    case 'heartbeat':
      heartbeat(work)
      return true
    case 'autoCommit':
      autoCommit(work)
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
  if (work.consumer.closing !== null || work.consumer.fatal !== null) return
  noticeLeaders(work)
  const { coordinator, topics, groupId } = work.consumer
  if (coordinator !== null) fetchOffsets(work)
  // A member that looks for its coordinator does not come to its positions. ClassicKafkaConsumer.poll
  if (coordinator !== null || topics === null || groupId === null) {
    validatePositions(work)
    resetPositions(work)
  }
  sendFetches(work)
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

function onCompletion(work: ConsumerWork, completion: Completion): void {
  if (onGroupCompletion(work, completion)) {
    onClosingCompletion(work, completion)
    return
  }
  if (completion.tag === 'commit') {
    if (work.consumer.closing === null) onCommitted(work, completion)
  } else if (completion.tag.startsWith('list ')) onListed(work, completion)
  else if (completion.tag.startsWith('close ')) onClosingCompletion(work, completion)
  else if (completion.tag.startsWith('epochs ')) onValidated(work, completion)
  else onFetched(work, completion)
}

/**
 * Sets positions back to the first records that a program leaves of those that came, before it
 * closes: they are not committed. Kafka: ConsoleConsumer.ConsumerWrapper.resetUnconsumedOffsets.
 */
export function rewindTo(work: ConsumerWork, left: ConsumerWork['records']): void {
  for (const { topic, partition, record } of left.toReversed()) {
    const name = topicPartition(topic, partition)
    const positions = work.consumer.positions.set(name, record.offset)
    work.consumer = { ...work.consumer, positions }
    notePosition(work, name, null)
  }
}
