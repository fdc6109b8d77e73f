import type { Column, Density, StageShape, TopicHead } from './layout'
import { ALL_TOPICS } from './layout'

/** A folded topic's column, px. */
const FOLDED_WIDTH = 140
const TOPIC_GAP = 14
const MAX_PITCH = 130
/** Below this a chip's number has no room. */
const MIN_CHIP_PITCH = 52
const CHIP_WIDTH = 56
/** More partitions than this are beads, and more than the next a heat matrix. EXPERIENCE, level of detail. */
const CHIPS_UP_TO = 12
const BEADS_UP_TO = 60
/** From here on a row is one bar of all its replicas. EXPERIENCE, level of detail. */
const HEAT_UP_TO = 400
const ROWS_UP_TO = 12
/** The widest bar of all replicas, px, and the head that folds its topics again. */
const BAR_WIDTH = 560
const ALL_HEAD = 108

/** The columns of the matrix and their heads. */
export interface Columns {
  readonly density: Density
  readonly columns: readonly Column[]
  readonly topics: readonly TopicHead[]
  readonly columnOf: ReadonlyMap<string, Column>
  /** Right end of the last group. */
  readonly right: number
}

type Topic = StageShape['topics'][number]

/** True when a stage has so much on it that its rows are bars, until a person unfolds them. */
export function isCrowded({ topics, brokers }: Pick<StageShape, 'topics' | 'brokers'>): boolean {
  const own = topics.filter(({ internal }) => !internal)
  const count = own.reduce((sum, { partitions }) => sum + partitions.length, 0)
  return count > HEAT_UP_TO || brokers.length > ROWS_UP_TO
}

/** True when a topic stands as one column: internal ones do unless a person unfolds them. */
function isFolded(topic: Topic, toggled: ReadonlySet<string>, crowded: boolean): boolean {
  if (topic.partitions.length < 2) return false
  return (crowded || topic.internal) !== toggled.has(topic.name)
}

interface Pitch {
  readonly density: Density
  readonly pitch: number
  readonly chipWidth: number
  /** From a chip's edge to the track beside it. */
  readonly trackGap: number
}

/** How far columns stand from each other in the room that is left for them. */
function pitchOf(count: number, room: number): Pitch {
  const even = count === 0 ? MAX_PITCH : Math.floor(room / count)
  if (count <= CHIPS_UP_TO) {
    const pitch = Math.max(MIN_CHIP_PITCH, Math.min(MAX_PITCH, even))
    const chipWidth = Math.min(CHIP_WIDTH, pitch - 16)
    return { density: 'chips', pitch, chipWidth, trackGap: pitch >= 90 ? 9 : 4 }
  }
  if (count <= BEADS_UP_TO) {
    const pitch = Math.max(20, Math.min(44, even))
    return { density: 'beads', pitch, chipWidth: Math.min(24, pitch - 6), trackGap: 1 }
  }
  const pitch = Math.max(6, Math.min(10, even))
  return { density: 'heat', pitch, chipWidth: pitch - 1, trackGap: 0 }
}

/** Lays the columns out between `left` and `right`; when they do not fit they go on beyond. */
export function layoutColumns(
  shape: Pick<StageShape, 'topics' | 'brokers'>,
  toggled: ReadonlySet<string>,
  room: Room,
): Columns {
  if (!isCrowded(shape) || shape.topics.length === 0) return layoutTopics(shape, toggled, room)
  if (!toggled.has(ALL_TOPICS)) return layoutBar(shape, room)
  const left = room.left + ALL_HEAD + TOPIC_GAP
  const columns = layoutTopics(shape, toggled, { ...room, left, crowded: true })
  const count = columns.columnOf.size
  const head = { left: room.left, right: room.left + ALL_HEAD, isFolded: false, count }
  return { ...columns, topics: [{ name: ALL_TOPICS, canFold: true, ...head }, ...columns.topics] }
}

interface Room {
  readonly left: number
  readonly right: number
}

/** All topics as one column: a bar in each row. */
function layoutBar({ topics }: Pick<StageShape, 'topics'>, { left, right }: Room): Columns {
  const chipWidth = Math.max(FOLDED_WIDTH, Math.min(BAR_WIDTH, right - left - 24))
  const edge = left + 6 + chipWidth + 6
  const track = { request: edge, response: edge + 6 }
  const all = { key: ALL_TOPICS, topic: ALL_TOPICS, partition: null, chipWidth, track }
  const column: Column = { ...all, x: left + 6 + chipWidth / 2 }
  const names = topics.flatMap(({ name, partitions }) =>
    partitions.map((partition) => `${name}-${partition}`),
  )
  const head = { isFolded: true, canFold: true, count: names.length }
  return {
    density: 'chips',
    columns: [column],
    topics: [{ name: ALL_TOPICS, left: left + 6, right: left + 6 + chipWidth, ...head }],
    columnOf: new Map(names.map((name) => [name, column])),
    right: edge + 12,
  }
}

function layoutTopics(
  shape: Pick<StageShape, 'topics'>,
  toggled: ReadonlySet<string>,
  { left, right, crowded = false }: Room & { readonly crowded?: boolean },
): Columns {
  const folded = shape.topics.filter((topic) => isFolded(topic, toggled, crowded))
  const open = shape.topics.filter((topic) => !folded.includes(topic))
  const count = open.reduce((sum, { partitions }) => sum + partitions.length, 0)
  const gaps = TOPIC_GAP * Math.max(0, shape.topics.length - 1)
  const room = right - left - folded.length * FOLDED_WIDTH - gaps
  const pitch = pitchOf(count, room)
  const columns: Column[] = []
  const topics: TopicHead[] = []
  const columnOf = new Map<string, Column>()
  let x = left
  for (const topic of shape.topics) {
    const isOne = folded.includes(topic)
    const width = isOne ? FOLDED_WIDTH : Math.max(pitch.pitch * topic.partitions.length, 40)
    const placed = isOne
      ? [foldedColumn(topic, x)]
      : topic.partitions.map((partition, index) =>
          column(topic.name, partition, { x: x + index * pitch.pitch, pitch }),
        )
    columns.push(...placed)
    topic.partitions.forEach((partition, index) => {
      const of = placed[isOne ? 0 : index]
      if (of !== undefined) columnOf.set(`${topic.name}-${partition}`, of)
    })
    topics.push({
      name: topic.name,
      left: x,
      right: x + width - (isOne ? 0 : Math.min(12, Math.floor(pitch.pitch / 6))),
      isFolded: isOne,
      canFold: topic.partitions.length > 1,
      count: topic.partitions.length,
    })
    x += width + TOPIC_GAP
  }
  return { density: pitch.density, columns, topics, columnOf, right: x - TOPIC_GAP }
}

function column(
  topic: string,
  partition: number,
  { x: left, pitch }: { readonly x: number; readonly pitch: Pitch },
): Column {
  const { chipWidth, trackGap } = pitch
  // A chip and its track stand in the middle of the column together.
  const lead = Math.max(1, Math.floor((pitch.pitch - chipWidth - trackGap * 2) / 2) - 3)
  const x = left + Math.min(lead, 14) + chipWidth / 2
  const edge = x + chipWidth / 2 + trackGap
  const track = { request: edge, response: edge + (trackGap > 4 ? 6 : 0) }
  return { key: `${topic}-${partition}`, topic, partition, x, chipWidth, track }
}

function foldedColumn(topic: Topic, left: number): Column {
  const chipWidth = 88
  const x = left + 6 + chipWidth / 2
  const edge = x + chipWidth / 2 + 6
  const track = { request: edge, response: edge + 6 }
  return { key: topic.name, topic: topic.name, partition: null, x, chipWidth, track }
}
