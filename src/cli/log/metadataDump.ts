import type { BootstrapFile } from '~/kafka/metadata/bootstrap'
import { encodeWireBatch, wireSizes } from '~/kafka/protocol/metadataEncode'
import type { WireField, WireRecord } from '~/kafka/protocol/metadataWire'
import { SNAPSHOT_FOOTER, snapshotHeader, wireOf } from '~/kafka/protocol/metadataWire'
import type { MetadataLog } from '~/kafka/quorum/metadataLog'
import type { MetadataSnapshot } from '~/kafka/quorum/snapshot'
import { snapshotBatches } from '~/kafka/quorum/snapshots'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import { refuseKeyless } from './dumpDecoders'

/** A batch of a file of the metadata log, with its times since 1970. */
interface Batch {
  readonly baseOffset: number
  readonly epoch: number
  readonly timestampMs: number
  readonly records: readonly WireRecord[]
  readonly sizeInBytes: number
}

/** What a file of the metadata log holds; `position`: where its first batch is. */
export interface MetadataFile {
  readonly batches: readonly Batch[]
  readonly position: number
}

function encoded(batch: Omit<Batch, 'sizeInBytes'>): Batch {
  return { ...batch, sizeInBytes: encodeWireBatch(batch).bytes.length }
}

/** The log as its one segment; what was before its start is no longer known. MODEL S70. */
export function logFile({ batches, sizeInBytes }: MetadataLog): MetadataFile {
  const kept = batches.reduce((sum, batch) => sum + batch.sizeInBytes, 0)
  return {
    position: sizeInBytes - kept,
    batches: batches.toArray().map((batch) => ({
      baseOffset: batch.baseOffset,
      epoch: batch.epoch,
      timestampMs: batch.appendTimestampMs + WALL_CLOCK_START_MS,
      records: batch.records.map(wireOf),
      sizeInBytes: batch.sizeInBytes,
    })),
  }
}

/** Batches one after the other, all of epoch 0 as in every snapshot. */
function inOrder(
  groups: readonly (readonly WireRecord[])[],
  timestampMs: number,
  epoch: number,
): MetadataFile {
  let baseOffset = 0
  const batches = groups
    .filter((records) => records.length > 0)
    .map((records) => {
      const batch = encoded({ baseOffset, epoch, timestampMs, records })
      baseOffset += records.length
      return batch
    })
  return { batches, position: 0 }
}

/** Kafka: BatchFileWriter. */
export function bootstrapFile({ records, writtenMs }: BootstrapFile): MetadataFile {
  const groups = [[snapshotHeader(0)], records.map(wireOf), [SNAPSHOT_FOOTER]]
  return inOrder(groups, writtenMs, 0)
}

/** Kafka: RecordsSnapshotWriter: each batch bears the epoch of the snapshot's last record. */
export function snapshotFile(snapshot: MetadataSnapshot): MetadataFile {
  const at = snapshot.lastContainedLogTimestampMs + WALL_CLOCK_START_MS
  return inOrder(
    snapshotBatches({ ...snapshot, lastContainedLogTimestampMs: at }),
    at,
    snapshot.epoch,
  )
}

/** How a dump is wanted. */
export interface DumpStyle {
  readonly maxBytes: number
  readonly isDeep: boolean
  /** Payloads are shown. */
  readonly printsData: boolean
  /** They are shown as what they mean, not as bytes. */
  readonly decodes: boolean
  /** Its decoder takes records with keys, which these have not. */
  readonly needsKeys: boolean
  readonly skips: boolean
}

/** Prints a file of the metadata log. X-115. Kafka: DumpLogSegments.dumpLog. @throws ToolError */
export function printMetadata(
  file: MetadataFile,
  style: DumpStyle,
  out: (line: string) => void,
): void {
  let { position } = file
  for (const batch of file.batches) {
    if (position + batch.sizeInBytes > style.maxBytes) break
    out(batchLine(batch, position))
    position += batch.sizeInBytes
    if (!style.isDeep) continue
    batch.records.forEach((record, index) => {
      out(recordLine(batch, { record, index }, style))
      if (style.needsKeys && !record.isControl) refuseKeyless(batch.baseOffset + index)
    })
  }
}

function batchLine(batch: Batch, position: number): string {
  const { baseOffset, records, epoch, timestampMs } = batch
  const isControl = records.some((record) => record.isControl)
  return [
    `baseOffset: ${baseOffset} lastOffset: ${baseOffset + records.length - 1} count: ${records.length}`,
    'baseSequence: -1 lastSequence: -1 producerId: -1 producerEpoch: -1',
    `partitionLeaderEpoch: ${epoch} isTransactional: false isControl: ${isControl}`,
    `deleteHorizonMs: OptionalLong.empty position: ${position} CreateTime: ${timestampMs}`,
    `size: ${batch.sizeInBytes} magic: 2 compresscodec: none crc: ${encodeWireBatch(batch).checksum}`,
    'isvalid: true',
  ].join(' ')
}

function recordLine(
  { baseOffset, timestampMs }: Batch,
  { record, index }: { readonly record: WireRecord; readonly index: number },
  style: DumpStyle,
): string {
  const { key, value } = wireSizes(record)
  const about = `| offset: ${baseOffset + index} CreateTime: ${timestampMs} keySize: ${key} valueSize: ${value} sequence: -1 headerKeys: []`
  if (record.isControl) return style.skips ? '' : `${about} ${controlText(record)}`
  const head = style.skips ? '' : about
  if (!style.printsData || style.needsKeys) return head
  return `${head} payload: ${style.decodes ? decoded(record) : undecoded(record)}`
}

function controlText(record: WireRecord): string {
  // Only this one has a colon.
  const name = record.name === 'LeaderChange' ? `${record.name}:` : record.name
  return `${name} ${JSON.stringify(plain(record.fields))}`
}

/** Kafka: ClusterMetadataLogMessageParser. */
function decoded({ name: type, version, fields }: WireRecord): string {
  return JSON.stringify({ type, version, data: plain(fields) })
}

/** What the default decoder makes of the bytes: text, with a mark for what is none. Kafka: StringDecoder. */
function undecoded(record: WireRecord): string {
  const { bytes } = encodeWireBatch({ baseOffset: 0, epoch: 0, timestampMs: 0, records: [record] })
  const { value } = wireSizes(record)
  // The value is what is last but for the count of headers.
  return asText(bytes.slice(bytes.length - 1 - value, bytes.length - 1))
}

function asText(bytes: readonly number[]): string {
  return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD')).join('')
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

function plain(fields: readonly WireField[]): Json {
  return Object.fromEntries(fields.map((field) => [field.name, plainValue(field)]))
}

function plainValue({ type, value }: WireField): Json {
  if (value === null || typeof value !== 'object') return value
  const items = value.map((item): Json => (typeof item === 'object' ? plain(item) : item))
  return type === 'struct' ? (items[0] ?? null) : items
}
