import type { Completion } from '../channel/channelState'
import type { TopicPartition } from '../ids'
import { leaderEpoch, splitTopicPartition, topicPartition } from '../ids'
import type { Request } from '../protocol/rpc'
import { clientNow, requestRefresh, sendRequest, setClientTimer } from './clientCore'
import { logLine } from './logLine'
import { nodeOf } from './knownLeaders'
import type { ConsumerWork, PositionEpochs } from './consumerState'
import { resetNow } from './consumerState'
import { isWithout } from './protection'
import { byNode, forgetNear, leaderAt } from './nearReplica'

/** What an answer says when the leader knows no such epoch. */
const UNDEFINED = -1

/** Asks at once. */
const NOW = 0

/** Kafka: Metadata.currentLeader. */
function currentLeader(
  work: ConsumerWork,
  name: TopicPartition,
): Pick<PositionEpochs, 'leader' | 'leaderEpoch'> {
  const { topic, partition } = splitTopicPartition(name)
  const known = work.core.topics.get(topic)
  const row = known?.partitions.find((other) => other.partition === partition)
  if (row === undefined) return { leader: null, leaderEpoch: null }
  const leader = nodeOf(work.core, row.leader) === null ? null : row.leader
  return { leader, leaderEpoch: row.leaderEpoch }
}

function setEpochs(work: ConsumerWork, name: TopicPartition, epochs: PositionEpochs): void {
  work.consumer = { ...work.consumer, epochs: work.consumer.epochs.set(name, epochs) }
}

/**
 * A position has been set: by its fetched batches (`epoch` is that of the last one), by a
 * reset or by a seek (`null`: there is nothing to compare). K-22.
 * Kafka: SubscriptionState.position, seekUnvalidated.
 */
export function notePosition(work: ConsumerWork, name: TopicPartition, epoch: number | null): void {
  const offsetEpoch = isWithout(work, 'positionValidation') ? null : epoch
  const before = work.consumer.epochs.get(name)
  // Records that come do not change whom the position was last compared with.
  if (before !== undefined && before.offsetEpoch === offsetEpoch && before.retryAtMs === null)
    return
  const compared = before ?? currentLeader(work, name)
  setEpochs(work, name, { ...compared, offsetEpoch, retryAtMs: null, isAsked: false })
}

/**
 * A committed position: it is compared with the leader's log before it is read from, when the
 * commit names its epoch. Kafka: ConsumerCoordinator.initWithCommittedOffsetsIfNeeded.
 */
export function noteCommitted(work: ConsumerWork, name: TopicPartition, epoch: number): void {
  const isKnown = epoch >= 0 && !isWithout(work, 'positionValidation')
  const offsetEpoch = isKnown ? epoch : null
  const compared = currentLeader(work, name)
  const retryAtMs = offsetEpoch === null || compared.leaderEpoch === null ? null : NOW
  setEpochs(work, name, { ...compared, offsetEpoch, retryAtMs, isAsked: false })
}

/** True while the position may be beyond the new leader's log. FetchStates.AWAIT_VALIDATION. */
export function awaitsValidation(work: ConsumerWork, name: TopicPartition): boolean {
  return (work.consumer.epochs.get(name)?.retryAtMs ?? null) !== null
}

/**
 * Looks whether leaders have changed since positions were last compared with them. K-22.
 * Kafka: OffsetFetcherUtils.validatePositionsOnMetadataChange, maybeValidatePosition.
 */
export function noticeLeaders(work: ConsumerWork): void {
  if (work.consumer.checkedTopics === work.core.topics) return
  work.consumer = { ...work.consumer, checkedTopics: work.core.topics }
  for (const [name, position] of work.consumer.positions) {
    if (position !== null) noticeLeader(work, name)
  }
}

function noticeLeader(work: ConsumerWork, name: TopicPartition): void {
  const compared = currentLeader(work, name)
  if (compared.leader === null) return
  const before = work.consumer.epochs.get(name)
  const isSame = before?.leader === compared.leader
  if (isSame && before.leaderEpoch === compared.leaderEpoch) return
  const offsetEpoch = before?.offsetEpoch ?? null
  const retryAtMs = offsetEpoch === null ? null : NOW
  setEpochs(work, name, { ...compared, offsetEpoch, retryAtMs, isAsked: false })
  if (before !== undefined) forgetNear(work, name)
}

/**
 * Asks leaders where the epochs of positions end. A consumer of a group does so only while it knows
 * its coordinator. K-22. Kafka: OffsetFetcher.validatePositionsAsync, ClassicKafkaConsumer.
 */
export function validatePositions(work: ConsumerWork): void {
  const now = clientNow(work)
  const due = [...work.consumer.positions.keys()].filter((name) => {
    const retryAtMs = work.consumer.epochs.get(name)?.retryAtMs ?? null
    return retryAtMs !== null && retryAtMs <= now
  })
  if (due.length === 0) return
  for (const { to, names } of byNode(work, due, (name) => leaderAt(work, name)).values()) {
    if (work.consumer.busy.has(`epochs ${to.key}`)) continue
    work.consumer = { ...work.consumer, busy: work.consumer.busy.set(`epochs ${to.key}`, true) }
    const partitions = names.map((name) => askAbout(work, name))
    sendRequest(work, {
      to,
      tag: `epochs ${to.key}`,
      body: { api: 'OffsetForLeaderEpoch', replicaId: null, partitions },
    })
  }
}

function askAbout(
  work: ConsumerWork,
  name: TopicPartition,
): Request<'OffsetForLeaderEpoch'>['partitions'][number] {
  const epochs = work.consumer.epochs.get(name)
  const retryAtMs = clientNow(work) + work.core.settings.int('request.timeout.ms')
  if (epochs !== undefined) setEpochs(work, name, { ...epochs, retryAtMs, isAsked: true })
  return {
    ...splitTopicPartition(name),
    currentLeaderEpoch: leaderEpoch(epochs?.leaderEpoch ?? UNDEFINED),
    leaderEpoch: leaderEpoch(epochs?.offsetEpoch ?? UNDEFINED),
  }
}

/** Leaders have answered, or cannot. Kafka: onSuccessfulResponseForValidatingPositions. */
export function onValidated(work: ConsumerWork, { tag, body }: Completion): void {
  work.consumer = { ...work.consumer, busy: work.consumer.busy.delete(tag) }
  const rows = body?.api === 'OffsetForLeaderEpoch' ? body.partitions : []
  for (const { topic, partition, error, ...end } of rows) {
    const name = topicPartition(topic, partition)
    // A newer leader came to light meanwhile: the answer is about another one.
    if (work.consumer.epochs.get(name)?.isAsked !== true || error !== 'NONE') continue
    compare(work, name, end)
  }
  retryOthers(work)
}

/** What was asked and not answered is asked again a little later. */
function retryOthers(work: ConsumerWork): void {
  const ms = work.core.settings.int('retry.backoff.ms')
  let isLeft = false
  for (const [name, epochs] of work.consumer.epochs) {
    if (!epochs.isAsked) continue
    isLeft = true
    setEpochs(work, name, { ...epochs, isAsked: false, retryAtMs: clientNow(work) + ms })
  }
  if (!isLeft) return
  requestRefresh(work)
  setClientTimer(work, 'again', { ms })
}

interface EpochEnd {
  readonly leaderEpoch: number
  readonly endOffset: number
}

/** Kafka: SubscriptionState.maybeCompleteValidation. */
function compare(work: ConsumerWork, name: TopicPartition, end: EpochEnd): void {
  const epochs = work.consumer.epochs.get(name)
  const position = work.consumer.positions.get(name) ?? null
  if (epochs === undefined || position === null) return
  const settled = { ...epochs, retryAtMs: null, isAsked: false }
  const isUnknown = end.endOffset === UNDEFINED || end.leaderEpoch === UNDEFINED
  if (!isUnknown && end.endOffset >= position) return setEpochs(work, name, settled)
  if (work.consumer.autoOffsetReset === 'none') return failTruncated(work, name, end)
  const at = `partition ${name} at offset ${positionText(work, position, epochs)}`
  if (isUnknown) {
    log(work, 'INFO', `Truncation detected for ${at}, resetting offset`)
    const { positions, toReset } = work.consumer
    const reset = { positions: positions.set(name, null), toReset: [...toReset, resetNow(name)] }
    work.consumer = { ...work.consumer, ...reset }
    return setEpochs(work, name, settled)
  }
  const moved = { ...settled, offsetEpoch: end.leaderEpoch }
  const to = positionText(work, end.endOffset, moved)
  const what = 'resetting offset to the first offset known to diverge'
  log(work, 'INFO', `Truncation detected for ${at}, ${what} ${to}`)
  const positions = work.consumer.positions.set(name, end.endOffset)
  work.consumer = { ...work.consumer, positions }
  setEpochs(work, name, moved)
  work.facts.push({ type: 'PositionReset', ...splitTopicPartition(name), to: end.endOffset })
}

/** Nothing says where to go on: poll() throws. Kafka: LogTruncationException. */
function failTruncated(work: ConsumerWork, name: TopicPartition, end: EpochEnd): void {
  const isUnknown = end.endOffset === UNDEFINED || end.leaderEpoch === UNDEFINED
  const offsets = isUnknown
    ? ''
    : `${name}=OffsetAndMetadata{offset=${end.endOffset}, leaderEpoch=${end.leaderEpoch}, metadata=''}`
  const text = `Truncated partitions detected with divergent offsets {${offsets}}`
  work.consumer = { ...work.consumer, fatal: `clients.consumer.LogTruncationException: ${text}` }
}

function log(work: ConsumerWork, level: 'INFO' | 'WARN', text: string): void {
  logLine(work, { level, logger: 'consumer.internals.SubscriptionState', text })
}

/** A position as Kafka prints it. Kafka: SubscriptionState.FetchPosition.toString, Node.toString. */
export function positionText(
  work: ConsumerWork,
  offset: number,
  epochs: Pick<PositionEpochs, 'offsetEpoch' | 'leader' | 'leaderEpoch'> | undefined,
): string {
  const optional = (value: number | string | null | undefined) =>
    value === null || value === undefined ? 'Optional.empty' : `Optional[${value}]`
  const node = nodeOf(work.core, epochs?.leader ?? null)
  const id = `(id: ${epochs?.leader ?? UNDEFINED} rack: null isFenced: false)`
  const leader = node === null ? null : `${node.host}:${node.port} ${id}`
  const epoch = epochs?.leaderEpoch ?? 'absent'
  return `FetchPosition{offset=${offset}, offsetEpoch=${optional(epochs?.offsetEpoch)}, currentLeader=LeaderAndEpoch{leader=${optional(leader)}, epoch=${epoch}}}`
}
