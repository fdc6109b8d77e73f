import type { MetadataImage } from '~/kafka/metadata/image'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'
import { replayRecord } from '~/kafka/metadata/replay'
import type { KafkaWorld } from '~/kafka/model'
import type { QuorumState } from '~/kafka/quorum/quorumState'
import { isVoter } from '~/kafka/quorum/quorumState'
import type { MetadataLaneView, MetadataLogView, MetadataRecordView } from './metadataLogView'
import type { TopicNames } from './metadataRecordView'
import { recordView } from './metadataRecordView'
import type { Server } from './servers'
import { isUp, serversOf } from './servers'

/** Offsets from `from` (inclusive) to `to` (exclusive). */
export interface OffsetWindow {
  readonly from: number
  readonly to: number
}

interface Member {
  readonly server: Server
  readonly quorum: QuorumState
}

function membersOf(world: KafkaWorld): readonly Member[] {
  return serversOf(world).flatMap((server): readonly Member[] => {
    const { quorum } = server.state
    return quorum === null ? [] : [{ server, quorum }]
  })
}

function leads({ server, quorum }: Member): boolean {
  return isUp(server) && quorum.role.name === 'Leader'
}

/** The leader of the newest epoch; without one the longest log of the newest epoch, of those up. */
function ownerOf(members: readonly Member[]): Member | null {
  const newest = (rows: readonly Member[]) =>
    rows.toSorted(
      (a, b) =>
        b.quorum.epoch - a.quorum.epoch ||
        b.quorum.log.endOffset - a.quorum.log.endOffset ||
        a.server.state.spec.nodeId - b.server.state.spec.nodeId,
    )[0] ?? null
  return (
    newest(members.filter(leads)) ??
    newest(members.filter(({ server }) => isUp(server))) ??
    newest(members)
  )
}

/** A log with the snapshots beside it. */
export type LogWithSnapshots = Pick<QuorumState, 'log' | 'snapshots'>

/** The log that the lens draws; null before any server is there. */
export function shownMetadataLog(world: KafkaWorld): LogWithSnapshots | null {
  return ownerOf(membersOf(world))?.quorum ?? null
}

/** What is before the first readable offset: the snapshot that the log begins with. */
function baseImage({ log, snapshots }: LogWithSnapshots): MetadataImage {
  return snapshots.find(({ endOffset }) => endOffset === log.startOffset)?.image ?? EMPTY_IMAGE
}

/** The metadata log and everybody's place in it. EXPERIENCE C4. */
export function projectMetadataLog(
  world: KafkaWorld,
  window: (endOffset: number) => OffsetWindow,
): MetadataLogView {
  const members = membersOf(world)
  const owner = ownerOf(members)
  const lanes = members.map((member) => laneOf(member, member === owner))
  if (owner === null) {
    return {
      owner: null,
      isActive: false,
      startOffset: 0,
      endOffset: 0,
      snapshots: [],
      highWatermark: null,
      epochs: [],
      records: [],
      lanes,
    }
  }
  const { log, highWatermark, snapshots } = owner.quorum
  return {
    owner: owner.server.state.spec.nodeId,
    isActive: leads(owner),
    startOffset: log.startOffset,
    endOffset: log.endOffset,
    snapshots: snapshots.map(({ endOffset, epoch, sizeInBytes }) => ({
      endOffset,
      epoch,
      sizeInBytes,
    })),
    highWatermark,
    epochs: log.epochs,
    records: recordsOf(owner.quorum, window(log.endOffset)),
    lanes,
  }
}

function laneOf(member: Member, isOwner: boolean): MetadataLaneView {
  const { server, quorum } = member
  const { broker, controller, spec } = server.state
  const image = broker?.image ?? controller?.committed ?? EMPTY_IMAGE
  const kind = isOwner && leads(member) ? 'active' : isVoter(quorum) ? 'voter' : 'observer'
  return {
    node: spec.nodeId,
    kind: isUp(server) ? kind : 'down',
    epoch: quorum.epoch,
    fetchedEnd: quorum.log.endOffset,
    replayedEnd: image.offset + 1,
  }
}

function topicNames(owner: LogWithSnapshots): TopicNames {
  const names = new Map<string, string>()
  for (const { id, name } of baseImage(owner).topics.values()) names.set(id, name)
  for (const { records } of owner.log.batches) {
    for (const record of records) {
      if (record.type === 'TopicRecord') names.set(record.topicId, record.name)
    }
  }
  return names
}

/** The records of a log that are in a window. */
function recordsOf(
  owner: LogWithSnapshots,
  { from, to }: OffsetWindow,
): readonly MetadataRecordView[] {
  const names = topicNames(owner)
  const views: MetadataRecordView[] = []
  for (const { baseOffset, lastOffset, epoch, records } of owner.log.batches) {
    if (lastOffset < from) continue
    if (baseOffset >= to) break
    records.forEach((record, index) => {
      const offset = baseOffset + index
      if (offset < from || offset >= to) return
      const place = { offset, epoch, firstOfBatch: baseOffset, lastOfBatch: lastOffset }
      views.push(recordView(record, place, names))
    })
  }
  return views
}

/** The image that a log replays to, up to and with an offset. Kafka: MetadataDelta.replay. */
export function imageUpTo(owner: LogWithSnapshots, last: number): MetadataImage {
  let image = baseImage(owner)
  for (const { baseOffset, epoch, records } of owner.log.batches) {
    if (baseOffset > last) break
    const part = records.slice(0, last - baseOffset + 1)
    const offset = baseOffset + part.length - 1
    image = { ...part.reduce(replayRecord, image), offset, epoch }
  }
  return image
}
