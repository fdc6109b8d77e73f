import { byText } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import { encodeBatch } from '~/kafka/protocol/recordEncode'
import type { KafkaRecord, RecordBatch } from '~/kafka/protocol/records'
import { incrementSequence, lastSequenceOf } from '~/kafka/protocol/sequences'
import { utf8Bytes } from '~/kafka/protocol/utf8'
import type { SegmentFile } from '~/kafka/log/logFiles'
import { batchesOf, isSnapshotFile } from '~/kafka/log/logFiles'
import type { ProducerSnapshot } from '~/kafka/log/partitionLog'
import { BOOTSTRAP_NAME, isBootstrap } from '~/kafka/metadata/bootstrap'
import { WALL_CLOCK_START_MS } from '~/kafka/wallClock'
import type { ParsedRecord } from './dumpDecoders'
import {
  decoderClass,
  groupRecordAt,
  parseRecord,
  readsCoordinator,
  readsMetadata,
  TOPIC_DECODERS,
} from './dumpDecoders'
import { parseLong } from '../parse/javaInteger'
import type { OptionSpec, Options } from '../parse/options'
import { require } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { ToolError } from '../script'
import { tellUncaught } from '../uncaught'
import type { DumpStyle } from './metadataDump'
import { bootstrapFile, logFile, printMetadata, snapshotFile } from './metadataDump'
import { baseName, metadataLogAt, segmentAt, snapshotAt } from '../serverFiles'

const OPTIONS: readonly OptionSpec[] = [
  ...TOPIC_DECODERS.toSorted(byText).map((name) => ({
    name,
    argument: null,
    about: 'Decodes records of that topic.',
  })),
  { name: 'deep-iteration', argument: null, about: 'Shows single records.' },
  { name: 'files', argument: 'file1, file2, ...', about: 'The files to show (required).' },
  { name: 'help', argument: null, about: 'Prints this table.' },
  { name: 'index-sanity-check', argument: null, about: 'Only checks an index as a start would.' },
  {
    name: 'key-decoder-class',
    argument: 'String',
    isOptional: true,
    about: 'How keys are decoded.',
  },
  { name: 'max-bytes', argument: 'size', type: 'integer', about: 'How much of a .log is read.' },
  { name: 'max-message-size', argument: 'size', type: 'integer', about: 'The largest message.' },
  { name: 'print-data-log', argument: null, about: 'Shows keys and values.' },
  { name: 'skip-record-metadata', argument: null, about: 'Leaves out what is about a record.' },
  {
    name: 'value-decoder-class',
    argument: 'String',
    isOptional: true,
    about: 'How values are decoded.',
  },
  { name: 'verify-index-only', argument: null, about: 'Checks an index without showing it.' },
  { name: 'version', argument: null, about: 'Prints the version.' },
]

const JAVA_INT_MAX = 2_147_483_647

/** As the clock of the machine shows it; -1 stays: there is none. */
const clock = (ms: number) => (ms < 0 ? ms : ms + WALL_CLOCK_START_MS)

function main(io: Io): number {
  const { options, out } = io
  require(options, ['files'])
  for (const name of splitFiles(options.value('files') ?? '')) {
    const path = javaPath(name)
    out(`Dumping ${path}`)
    dump(io, path)
  }
  return 0
}

/** Java: String.split, which drops the empty parts at the end, but not an empty text. */
function splitFiles(text: string): readonly string[] {
  const kept = text.replace(/,+$/, '')
  return kept === '' && text !== '' ? [] : kept.split(',')
}

/** Java: File, whose path has no slash twice and none at its end. */
function javaPath(name: string): string {
  return name.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
}

/** What is read for a file of records: its decoders, then a number. Kafka: DumpLogSegmentsOptions. @throws ToolError */
function checkRecordOptions(options: Options): void {
  if (!TOPIC_DECODERS.some((name) => options.has(name))) {
    decoderClass(options, 'value')
    decoderClass(options, 'key')
  }
  options.value('max-bytes')
}

function dump(io: Io, path: string): void {
  const name = baseName(path)
  const suffix = suffixOf(name)
  switch (suffix) {
    case '.log':
      checkRecordOptions(io.options)
      return dumpLog(io, path)
    case '.checkpoint':
      checkRecordOptions(io.options)
      return dumpCheckpoint(io, path)
    case '.index':
      io.options.value('max-message-size')
      return dumpIndex(io, path, suffix)
    case '.timeindex':
      return dumpIndex(io, path, suffix)
    case '.snapshot':
      return dumpSnapshot(io, path)
    case '.txnindex':
      // Only what was aborted is in it. Kafka: DumpLogSegments.dumpTxnIndex.
      return void baseOffsetOf(path)
    default:
      io.err(`Ignoring unknown file ${path}`)
  }
}

/** Java: the name from its last dot on. @throws ToolError without a dot. */
function suffixOf(name: string): string {
  const dot = name.lastIndexOf('.')
  if (dot >= 0) return name.slice(dot)
  const text = `begin -1, end ${name.length}, length ${name.length}`
  throw new ToolError('java.lang.StringIndexOutOfBoundsException', text)
}

function missing(path: string): ToolError {
  return new ToolError('java.nio.file.NoSuchFileException', path)
}

/** The number that a segment's file is named after. @throws ToolError for another name. */
const baseOffsetOf = (path: string) => parseLong(baseName(path).split('.')[0] ?? '')

/** Kafka: DumpLogSegments.dumpLog. @throws ToolError when there is no such file. */
function dumpLog(io: Io, path: string): void {
  const { options, disk, out } = io
  out(`Log starting offset: ${baseOffsetOf(path)}`)
  const metadata = metadataLogAt(disk, path)
  if (metadata !== null) {
    return printMetadata(logFile(metadata), styleOf(options), out)
  }
  const file = segmentAt(disk, path)
  if (file === undefined) throw missing(path)
  const limit = Number(options.value('max-bytes') ?? JAVA_INT_MAX)
  const isDeep = options.has('deep-iteration') || printsData(options)
  let position = 0
  for (const batch of batchesOf(file)) {
    if (position + batch.sizeInBytes > limit) break
    out(batchLine(batch, position))
    position += batch.sizeInBytes
    if (!isDeep) continue
    batch.records.forEach((record, index) => {
      printRecord(io, batch, { record, index, path })
    })
  }
}

/** Bootstrap records and snapshots of the metadata. X-117. @throws ToolError when there is no such file. */
function dumpCheckpoint({ options, disk, out }: Io, path: string): void {
  const name = baseName(path)
  const bootstrap = disk.read(path)
  const snapshot = snapshotAt(disk, path)
  if (name === BOOTSTRAP_NAME) out('KRaft bootstrap snapshot')
  else {
    const { offset, epoch } = snapshotIdOf(name)
    out(`Snapshot end offset: ${offset}, epoch: ${epoch}`)
  }
  const file = isBootstrap(bootstrap)
    ? bootstrapFile(bootstrap)
    : snapshot === null
      ? null
      : snapshotFile(snapshot)
  if (file === null) throw missing(path)
  printMetadata(file, styleOf(options), out)
}

/** Twenty digits, a character, ten digits. Kafka: Snapshots.parse. @throws ToolError for another name. */
function snapshotIdOf(name: string): { readonly offset: number; readonly epoch: number } {
  const part = (begin: number, end: number) => {
    if (name.length < end) {
      const text = `begin ${begin}, end ${end}, length ${name.length}`
      throw new ToolError('java.lang.StringIndexOutOfBoundsException', text)
    }
    return parseLong(name.slice(begin, end))
  }
  return { offset: part(0, 20), epoch: part(21, 31) }
}

function styleOf(options: Options): DumpStyle {
  return {
    maxBytes: Number(options.value('max-bytes') ?? JAVA_INT_MAX),
    isDeep: options.has('deep-iteration') || printsData(options),
    printsData: printsData(options),
    decodes: readsMetadata(options),
    needsKeys: readsCoordinator(options),
    skips: options.has('skip-record-metadata'),
  }
}

function printsData(options: Options): boolean {
  const implied = [...TOPIC_DECODERS, 'key-decoder-class', 'value-decoder-class']
  return options.has('print-data-log') || implied.some((name) => options.has(name))
}

/** Kafka: DumpLogSegments.printBatchLevel. */
function batchLine(batch: RecordBatch, position: number): string {
  const { producerId, producerEpoch, baseSequence } = batch
  const fields = [
    `baseOffset: ${batch.baseOffset}`,
    `lastOffset: ${batch.lastOffset}`,
    `count: ${batch.records.length}`,
    `baseSequence: ${baseSequence}`,
    `lastSequence: ${lastSequenceOf(batch)}`,
    `producerId: ${producerId}`,
    `producerEpoch: ${producerEpoch}`,
    `partitionLeaderEpoch: ${batch.leaderEpoch}`,
    `isTransactional: ${batch.isTransactional}`,
    `isControl: ${batch.isControl}`,
    'deleteHorizonMs: OptionalLong.empty',
    `position: ${position}`,
    `${batch.timestampType}: ${clock(batch.maxTimestampMs)}`,
    `size: ${batch.sizeInBytes}`,
    'magic: 2',
    `compresscodec: ${batch.compression}`,
    `crc: ${encodeBatch(batch).checksum}`,
    `isvalid: ${batch.isCorrupt !== true}`,
  ]
  return fields.join(' ')
}

const sizeOf = (text: string | null) => (text === null ? -1 : utf8Bytes(text).length)

/** Prints a record, up to what cannot be read of it. @throws ToolError */
function printRecord(
  { options, out }: Io,
  batch: RecordBatch,
  at: { readonly record: KafkaRecord; readonly index: number; readonly path: string },
): void {
  const { record, index, path } = at
  const sequence = batch.baseSequence < 0 ? -1 : incrementSequence(batch.baseSequence, index)
  const keys = record.headers.map(({ key }) => key).join(',')
  const skips = options.has('skip-record-metadata')
  const group = groupRecordAt(path, record)
  const [keySize, valueSize] =
    group === null ? [sizeOf(record.key), sizeOf(record.value)] : [group.keySize, group.valueSize]
  const head = `| offset: ${record.offset} ${batch.timestampType}: ${clock(record.timestampMs)} keySize: ${keySize} valueSize: ${valueSize} sequence: ${sequence} headerKeys: [${keys}]`
  const marker = batch.marker === undefined ? '' : markerText(batch.marker)
  const about = skips ? '' : `${head}${marker}`
  if (!printsData(options) || batch.isControl) return out(about)
  const prefix = skips ? '| ' : ' '
  const parsed = parsedOrHead(about, out, () => parseRecord(options, { ...record, group }))
  const key = parsed.key === null ? '' : `${prefix}key: ${parsed.key}`
  const payload = parsed.payload === null ? '' : ` payload: ${parsed.payload}`
  out(`${about}${key}${payload}`)
}

/** What was printed before a record could not be read stays. @throws ToolError */
function parsedOrHead(head: string, out: Io['out'], read: () => ParsedRecord): ParsedRecord {
  try {
    return read()
  } catch (error) {
    if (head !== '') out(head)
    throw error
  }
}

function markerText({ type, coordinatorEpoch }: NonNullable<RecordBatch['marker']>): string {
  return ` endTxnMarker: ${type} coordinatorEpoch: ${coordinatorEpoch}`
}

/** Kafka: DumpLogSegments.dumpIndex, dumpTimeIndex. @throws ToolError without its file. */
function dumpIndex(io: Io, path: string, suffix: '.index' | '.timeindex'): void {
  const { options, disk, out, err } = io
  baseOffsetOf(path)
  const file = segmentAt(disk, path)
  // The segment is opened first.
  if (file === undefined) throw missing(path.replace(/\.[^/]*$/, '.log'))
  const rows = suffix === '.index' ? offsetRows(file) : timeRows(file)
  if (rows.length === 0 && suffix === '.index') return out(`${path} is empty.`)
  if (options.has('index-sanity-check')) {
    if (suffix === '.timeindex') checkTimeIndex(file, path)
    return out(`${path} passed sanity check.`)
  }
  if (!options.has('verify-index-only')) for (const row of rows) out(row)
  if (suffix === '.index' || !isBlank(file)) return
  const log = Math.max(
    -1,
    ...batchesOf(file).flatMap(({ records }) => records[0]?.timestampMs ?? -1),
  )
  err(`Found timestamp mismatch in :${path}`)
  err(`  Index timestamp: 0, log timestamp: ${clock(log)}`)
}

/** An open index ends in zeros, which come before what is in it. Kafka: TimeIndex.sanityCheck. @throws ToolError */
function checkTimeIndex({ segment, isOpen }: SegmentFile, path: string): void {
  const first = segment.timeIndex.first()
  if (!isOpen || first === undefined) return
  throw new ToolError(
    'org.apache.kafka.storage.internals.log.CorruptIndexException',
    `Corrupt time index found, time index file (${path}) has non-zero size but the last timestamp is 0 which is less than the first timestamp ${clock(first.timestampMs)}`,
  )
}

/** Entries that were never written: an open index is as long as it may become, and zero. */
function isBlank({ segment, isOpen }: SegmentFile): boolean {
  return isOpen && segment.timeIndex.size === 0 && segment.sizeInBytes > 0
}

function offsetRows({ segment, isOpen }: SegmentFile): readonly string[] {
  const rows = segment.offsetIndex.map((row) => `offset: ${row.offset} position: ${row.position}`)
  const blank = `offset: ${segment.baseOffset} position: 0`
  return rows.size === 0 && isOpen ? [blank] : rows.toArray()
}

function timeRows({ segment, isOpen }: SegmentFile): readonly string[] {
  const rows = segment.timeIndex.map(
    (row) => `timestamp: ${clock(row.timestampMs)} offset: ${row.offset}`,
  )
  const blank = `timestamp: 0 offset: ${segment.baseOffset}`
  return rows.size === 0 && isOpen ? [blank] : rows.toArray()
}

/** Kafka: DumpLogSegments.dumpProducerIdSnapshot. */
function dumpSnapshot({ disk, out }: Io, path: string): void {
  const file = disk.read(path)
  if (!isSnapshotFile(file)) throw missing(path)
  for (const line of snapshotLines(file.snapshot)) out(line)
}

function snapshotLines({ state }: ProducerSnapshot): readonly string[] {
  const ids = [...state.producers.keys()].sort((a, b) => a - b)
  // They are written as their HashMap has them. Kafka: ProducerStateManager.writeSnapshot.
  return javaHashOrder(ids, (id) => id).flatMap((id) => {
    const entry = state.producers.get(id)
    if (entry === undefined) return []
    const first = entry.currentTxnFirstOffset
    const txn = first === null ? 'OptionalLong.empty' : `OptionalLong[${first}]`
    const head = `producerId: ${id} producerEpoch: ${entry.producerEpoch} coordinatorEpoch: ${entry.coordinatorEpoch} currentTxnFirstOffset: ${txn} lastTimestamp: ${clock(entry.lastTimestampMs)} `
    const last = entry.batches.at(-1)
    if (last === undefined) return [head]
    const { firstSequence, lastSequence, firstOffset, lastOffset, timestampMs } = last
    return [
      `${head}firstSequence: ${firstSequence} lastSequence: ${lastSequence} lastOffset: ${lastOffset} offsetDelta: ${lastOffset - firstOffset} timestamp: ${clock(timestampMs)}`,
    ]
  })
}

/** `kafka-dump-log.sh`. Kafka: kafka.tools.DumpLogSegments. */
export const dumpLogTool: ScriptTool = {
  name: 'kafka-dump-log',
  options: OPTIONS,
  isUncaught: true,
  purpose:
    'This tool helps to parse a log file and dump its contents to the console, useful for debugging a seemingly corrupt log segment.',
  bootstrapOption: 'bootstrap-server',
  main,
  onError: tellUncaught,
}
