import type { ReplicaStanding } from '~/views/clusterView'
import type { IsrHistory, PartitionNote, SizeSpan } from '~/views/isrHistory'
import type { Ruler } from '../kit/ruler.geometry'
import { ticksOf, wholeRuler, xOf } from '../kit/ruler.geometry'
import { textWidth } from '../kit/text/text.geometry'

/** A stretch of time that can be chosen. */
export interface SpanMark {
  readonly event: number
  readonly at: number
  readonly x: number
  readonly width: number
  readonly standing: ReplicaStanding
  /** The standing's word where it fits. */
  readonly label: string | null
}

/** A replica's lane. */
export interface LaneMark {
  readonly broker: number
  readonly y: number
  readonly spans: readonly SpanMark[]
}

/** Changes of the metadata that stand close together; the newest tells what they came to. */
export interface ChangeMark {
  /** Where the newest stands, px. */
  readonly x: number
  /** Where they stand, px; those that would touch are drawn as one. */
  readonly places: readonly number[]
  /** What can be pointed at: at least 24 px, and never over that of the next mark. */
  readonly left: number
  readonly width: number
  readonly changes: readonly PartitionNote[]
}

/** A stretch in which fewer replicas were in sync than the topic asks for. */
export interface BelowMark {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
}

/** A mark of the axis; long ones carry their time where it fits. */
export interface AxisTick {
  readonly x: number
  readonly isLong: boolean
  readonly label: string | null
}

/** Everything that is drawn of one partition. */
export interface IsrLayout {
  readonly width: number
  readonly height: number
  readonly ruler: Ruler
  /** The end of the branch, µs. */
  readonly end: number
  readonly ticks: readonly AxisTick[]
  readonly levels: readonly { readonly y: number; readonly count: number }[]
  /** |ISR| and `min.insync.replicas` as paths. */
  readonly sizePath: string
  readonly minPath: string
  /** The name of the threshold at its end, on a plate of its own. */
  readonly minLabel: { readonly x: number; readonly y: number; readonly min: number } | null
  readonly below: readonly BelowMark[]
  readonly changeY: number
  readonly changes: readonly ChangeMark[]
  readonly lanes: readonly LaneMark[]
  readonly chartTop: number
  readonly chartBottom: number
}

/** What the layout needs to know of the page. */
export interface IsrRoom {
  readonly width: number
  /** The end of the branch, µs. */
  readonly end: number
  readonly word: (standing: ReplicaStanding) => string
}

/** Height of a lane, px. */
export const LANE = 24
const LANE_GAP = 4
const AXIS_Y = 30
const CHART_TOP = 48
const CHANGE_ROOM = 26
/** A target, px; changes that stand closer share one. */
const TARGET = 24
const TOUCHING = 10
const LABEL_SIZE = 12
const LEVELS_HEIGHT = 60
const RIGHT = 28

/** Where the plot begins: names stand at the left. */
export function plotLeftOf(width: number): number {
  return width < 560 ? 100 : 150
}

/** The ruler that all partitions share; as long as the transport's. */
export function isrRuler({ width, end }: Pick<IsrRoom, 'width' | 'end'>): Ruler {
  const left = plotLeftOf(width)
  return wholeRuler(end, left, Math.max(left + 1, width - RIGHT))
}

/** Ticks with the times of the long ones. */
export function ticksWithLabels(ruler: Ruler): IsrLayout['ticks'] {
  const last = ruler.right + RIGHT
  return ticksOf(ruler).map(({ x, at, isLong }) => {
    const label = `${at / 1_000_000} s`
    // Figures of the axis are wider than words: 0.6 of their size.
    const fits = x + 4 + label.length * LABEL_SIZE * 0.62 <= last
    return { x, label: isLong && fits ? label : null, isLong }
  })
}

/** Lays out one partition: axis, |ISR| against its minimum, changes, a lane for each replica. */
export function layoutIsr(history: IsrHistory, room: IsrRoom): IsrLayout {
  const ruler = isrRuler(room)
  const most = Math.max(1, ...history.sizes.map(({ replicas }) => replicas))
  const step = Math.max(6, Math.min(16, Math.floor(LEVELS_HEIGHT / most)))
  const chartBottom = CHART_TOP + most * step
  const yOf = (count: number) => chartBottom - count * step
  const timed: Timed = { ruler, end: room.end }
  const changeY = chartBottom + CHANGE_ROOM / 2 + 2
  const lanesTop = chartBottom + CHANGE_ROOM + 4
  const lanes = history.lanes.map(({ broker, spans }, index) => ({
    broker,
    y: lanesTop + index * (LANE + LANE_GAP),
    spans: spans.flatMap(({ event, from, to, standing }): readonly SpanMark[] => {
      if (standing === null) return []
      const place = placeOf(timed, from, to)
      return [{ event, at: from, ...place, standing, label: labelOf(room.word(standing), place) }]
    }),
  }))
  return {
    width: room.width,
    height: lanesTop + lanes.length * (LANE + LANE_GAP) + 4,
    ruler,
    end: room.end,
    ticks: ticksWithLabels(ruler),
    levels: Array.from({ length: most + 1 }, (_, count) => ({ count, y: yOf(count) })),
    sizePath: stepPath(history.sizes, timed, ({ isr }) => yOf(isr)),
    minPath: stepPath(history.sizes, timed, ({ minIsr }) => yOf(minIsr)),
    minLabel: minLabelOf(history.sizes.at(-1), timed, yOf),
    below: history.sizes
      .filter(({ isr, minIsr }) => isr < minIsr)
      .map(({ from, to, isr, minIsr }) => ({
        ...placeOf(timed, from, to),
        y: yOf(minIsr),
        height: (minIsr - isr) * step,
      })),
    changeY,
    changes: changeMarks(history.changes, ruler),
    lanes,
    chartTop: CHART_TOP,
    chartBottom,
  }
}

/** The axis stands above everything. */
export const AXIS = AXIS_Y

interface Timed {
  readonly ruler: Ruler
  readonly end: number
}

function placeOf(
  { ruler, end }: Timed,
  from: number,
  to: number | null,
): { readonly x: number; readonly width: number } {
  const x = xOf(ruler, from)
  return { x, width: Math.max(0, xOf(ruler, to ?? Math.max(from, end)) - x) }
}

/** The whole word or none: the lane's texture and its name tell it where there is no room. */
function labelOf(word: string, { width }: { readonly width: number }): string | null {
  return textWidth(word, LABEL_SIZE) <= width - 14 ? word : null
}

function stepPath(
  sizes: readonly SizeSpan[],
  timed: Timed,
  yOf: (size: SizeSpan) => number,
): string {
  let before: number | null = null
  return sizes
    .map((size) => {
      const { x, width } = placeOf(timed, size.from, size.to)
      const y = yOf(size)
      // A topic that is gone and comes again begins a line of its own.
      const begins = before === null || Math.abs(before - x) > 0.01
      before = x + width
      return `${begins ? `M${round(x)} ${y}` : `V${y}`}H${round(x + width)}`
    })
    .join('')
}

const round = (x: number) => Math.round(x * 10) / 10

function minLabelOf(
  last: SizeSpan | undefined,
  timed: Timed,
  yOf: (count: number) => number,
): IsrLayout['minLabel'] {
  if (last === undefined) return null
  const { x, width } = placeOf(timed, last.from, last.to)
  return { x: x + width + 4, y: yOf(last.minIsr), min: last.minIsr }
}

/** Changes closer than a target share one; each is drawn at its place unless it touches the last. */
function changeMarks(changes: readonly PartitionNote[], ruler: Ruler): readonly ChangeMark[] {
  const groups: { first: number; last: number; places: number[]; changes: PartitionNote[] }[] = []
  for (const change of changes) {
    const x = xOf(ruler, change.at)
    const group = groups.at(-1)
    if (group === undefined || x - group.first >= TARGET) {
      groups.push({ first: x, last: x, places: [x], changes: [change] })
      continue
    }
    if (x - (group.places.at(-1) ?? x) >= TOUCHING) group.places.push(x)
    group.last = x
    group.changes.push(change)
  }
  return groups.map(({ first, last, places, changes: own }, index): ChangeMark => {
    const next = groups[index + 1]?.first ?? Number.POSITIVE_INFINITY
    const left = first - TARGET / 2
    const right = Math.min(last, next - TARGET) + TARGET / 2
    return { x: last, places, left, width: Math.max(TARGET, right - left), changes: own }
  })
}
