import type { Replica } from '../broker/brokerState'
import { minIsrOf } from '../broker/brokerState'
import { isMinIsr } from '../broker/minIsr'
import { epochForOffset } from '../log/leaderEpochCache'
import type { RecordBatch } from '../protocol/records'
import { maximalIsr } from '../replication/partition'
import { processOf } from '~/sim/world'
import { controllerChecks } from './controllerView'
import { proposalCheck } from './isrChecks'
import { sequenceCheck } from './producerChecks'
import type { Changed } from './replicaPair'
import { besideReplicas } from './replicaPair'
import { openedCheck } from './restartChecks'
import type { Watch, Watched } from './watched'
import { broken } from './watched'

/** Checks of logs and replication, LR-* and LE-03, on the replicas that an event changed. */
export function replicaChecks(watch: Watch): void {
  for (const watched of watch.changed) brokerReplicas(watch, watched)
}

function brokerReplicas(watch: Watch, { id, now, before }: Watched): void {
  const { broker } = now
  const earlier = before?.broker?.replicas
  if (broker === null || broker.replicas === earlier) return
  broker.replicas.forEachNew(earlier, (replica, name) => {
    const seen = earlier?.get(name)
    // Another topic of the same name has nothing to do with it.
    const old = seen?.topicId === replica.topicId ? seen : undefined
    replicaCheck(watch, { broker, replica, old })
    if (replica.role !== old?.role) proposalCheck(watch, { broker, replica, old }, id)
    if (seen === undefined && !replica.isOffline) {
      openedCheck(watch, replica, processOf(watch.world, id).host)
    }
  })
}

function replicaCheck(watch: Watch, changed: Changed): void {
  const { replica, old } = changed
  const isSafe = isKeptSafe(watch, changed)
  leading(watch, changed)
  if (replica.log !== old?.log) {
    marks(watch, replica)
    if (isWritten(replica.log, old?.log)) {
      appended(watch, changed)
      if (old !== undefined) sequenceCheck(watch, replica, old)
    }
    if (replica.log.epochs !== old?.log.epochs) epochsRise(watch, replica)
  }
  if (old !== undefined) {
    since(watch, old, replica)
    if (isSafe) keeps(watch, old, replica)
  }
  besideReplicas(watch, changed, isSafe)
  controllerChecks(watch, changed, isSafe)
}

/** True unless so much was lost of the partition that nobody has promised the rest. */
function isKeptSafe({ losses }: Watch, { broker, replica }: Changed): boolean {
  const { lossyBrokers, unclean, ledOn } = losses
  if (unclean.has(replica.name) || ledOn.written.has(replica.name)) return false
  // A min ISR is 1 at least: it need not be looked up while nobody has lost anything.
  return lossyBrokers === 0 || lossyBrokers < minIsrOf(broker, replica)
}

/** True unless no more than a mark of the log has moved. */
function isWritten(log: Replica['log'], old: Replica['log'] | undefined): boolean {
  return (
    log.batches !== old?.batches ||
    log.epochs !== old.epochs ||
    log.logEndOffset !== old.logEndOffset
  )
}

function marks(watch: Watch, { name, log }: Replica): void {
  const { highWatermark: mark, logStartOffset: start, logEndOffset: end } = log
  if (0 <= start && start <= mark && mark <= end) return
  broken(watch, 'LR-02', `${name}: high watermark ${mark} outside ${start}–${end}`)
}

/**
 * What is new at a log's end is in order, and its epoch stands in the cache. Not on a broker that
 * led on without the end of its log (`LedOn`): its epoch began where the log ended then. The older
 * records that it takes from the next leader contradict that entry, and the cache forgets with it
 * what was before them. Kafka: LeaderEpochFileCache.maybeTruncateNonMonotonicEntries.
 */
function appended(watch: Watch, { broker, replica, old }: Changed): void {
  const { name, log } = replica
  const { batches, epochs } = log
  const isKept = watch.losses.ledOn.by.get(name)?.has(broker.config.nodeId) !== true
  const from = Math.max(0, Math.min(old?.log.batches.size ?? 0, batches.size) - 1)
  let last: RecordBatch | undefined = from === 0 ? undefined : batches.get(from - 1)
  for (let index = from; index < batches.size; index += 1) {
    const batch = batches.get(index)
    if (batch === undefined) continue
    follows(watch, batch, { name, last })
    if (isKept && epochForOffset(epochs, batch.baseOffset) !== batch.leaderEpoch) {
      broken(watch, 'LR-04', `${name}: epoch of ${batch.baseOffset} is not in the cache`)
    }
    last = batch
  }
  const end = last === undefined ? log.logEndOffset : last.lastOffset + 1
  if (end !== log.logEndOffset) {
    broken(watch, 'LR-01', `${name} ends at ${end}, not ${log.logEndOffset}`)
  }
}

interface Before {
  readonly name: string
  readonly last: RecordBatch | undefined
}

function follows(watch: Watch, batch: RecordBatch, { name, last }: Before): void {
  const isNext = last === undefined || batch.baseOffset > last.lastOffset
  if (!isNext || batch.baseOffset > batch.lastOffset) {
    broken(watch, 'LR-01', `${name}: a batch at ${batch.baseOffset} overlaps`)
  }
  if (last !== undefined && batch.leaderEpoch < last.leaderEpoch) {
    broken(watch, 'LR-03', `${name}: epoch ${batch.leaderEpoch} follows a later one`)
  }
}

function epochsRise(watch: Watch, { name, log: { epochs } }: Replica): void {
  for (let index = 1; index < epochs.length; index += 1) {
    const [was, is] = [epochs[index - 1], epochs[index]]
    if (was === undefined || is === undefined) continue
    if (is.epoch <= was.epoch || is.startOffset <= was.startOffset) {
      broken(watch, 'LR-04', `${name}: the epoch cache does not rise`)
    }
  }
}

/** What holds of a leader at any time. */
function leading(watch: Watch, { broker, replica, old }: Changed): void {
  const { role, log, name, leaderEpoch } = replica
  if (role.type !== 'leader') return
  const registration = broker.image.topics.get(replica.topicId)?.partitions.get(replica.partition)
  const { nodeId } = broker.config
  const isNamed =
    registration === undefined ||
    (registration.leader === nodeId && registration.leaderEpoch === leaderEpoch)
  if (!isNamed) broken(watch, 'MC-13', `${name}: ${nodeId} leads and the metadata does not say so`)
  const newest = log.batches.last()
  const isOwn =
    newest === undefined ||
    newest.baseOffset < role.epochStartOffset ||
    newest.leaderEpoch === leaderEpoch
  if (!isOwn) {
    broken(watch, 'LR-29', `${name}: a leader of epoch ${leaderEpoch} wrote another epoch`)
  }
  if (old !== undefined && log.highWatermark > old.log.highWatermark) raised(watch, broker, replica)
}

/** What holds of a leader whose high watermark has risen. */
function raised(watch: Watch, broker: Changed['broker'], replica: Replica): void {
  const { role, log, name } = replica
  if (role.type !== 'leader') return
  for (const id of maximalIsr(role)) {
    const end = role.followers.get(id)?.logEndOffset
    if (end === undefined || end >= log.highWatermark) continue
    broken(watch, 'LR-13', `${name}: high watermark ${log.highWatermark} passed ${id}`)
  }
  if (isMinIsr(broker, replica, role.isr.length)) return
  const isr = role.isr.join(',')
  broken(watch, 'LR-15', `${name}: the high watermark moved with an ISR of ${isr}`)
}

/** What holds from one state of a replica to its next. */
function since(watch: Watch, old: Replica, now: Replica): void {
  const { name } = now
  const leads =
    old.role.type === 'leader' && now.role.type === 'leader' && old.leaderEpoch === now.leaderEpoch
  const [was, is] = [old.log.highWatermark, now.log.highWatermark]
  if (leads && is < was) {
    broken(watch, 'LR-14', `${name}: the leader's high watermark fell from ${was} to ${is}`)
  }
  if (now.log.segments !== old.log.segments) {
    const first = now.log.segments.first()?.baseOffset ?? 0
    const start = now.log.logStartOffset
    if (first > start) broken(watch, 'LR-33', `${name}: a segment is gone that holds ${start}`)
  }
  if (now.leaderEpoch < old.leaderEpoch || now.partitionEpoch < old.partitionEpoch) {
    broken(watch, 'MC-12', `${name} went back to epoch ${now.leaderEpoch} / ${now.partitionEpoch}`)
  }
}

/** What a replica does not lose while nothing was lost that it had promised. */
function keeps(watch: Watch, old: Replica, { name, log }: Replica): void {
  const was = old.log.highWatermark
  if (log.logStartOffset < old.log.logStartOffset) {
    broken(watch, 'LR-32', `${name}: the log start fell to ${log.logStartOffset}`)
  }
  if (log.logEndOffset < was) {
    broken(watch, 'LR-19', `${name} was truncated below its high watermark ${was}`)
  }
}
