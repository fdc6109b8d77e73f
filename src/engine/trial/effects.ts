import type { LastingOf, RunSummary } from './summary'

/** Something that a fault changes, against the same time without it. Lists hold names. */
export type Effect =
  | { readonly type: 'leadersMove'; readonly partitions: readonly string[] }
  | { readonly type: 'belowMinIsr'; readonly partitions: readonly string[] }
  /** ms; `isStill`: also at the end of what was tried. */
  | {
      readonly type: 'unavailable'
      readonly partitions: readonly string[]
      readonly ms: number
      readonly isStill: boolean
    }
  | {
      readonly type: 'noCoordinator'
      readonly group: string
      readonly ms: number
      readonly isStill: boolean
    }
  | { readonly type: 'controllerMoves'; readonly from: number; readonly to: number }
  | { readonly type: 'noController'; readonly ms: number; readonly isStill: boolean }
  | { readonly type: 'lost'; readonly count: number; readonly partitions: readonly string[] }
  | { readonly type: 'refused'; readonly count: number }
  | { readonly type: 'failed'; readonly count: number }
  | { readonly type: 'fewerAcknowledged'; readonly count: number; readonly usual: number }

/** Shorter than this nobody notices, µs. */
const NOTICED_MICROS = 50_000

/** What is of the run with a fault and not of the same stretch without it; worst first. */
export function effectsOf(withFault: RunSummary, without: RunSummary): readonly Effect[] {
  return [
    ...lostEffect(withFault, without),
    ...unavailableEffect(withFault, without),
    ...moved(withFault, without),
    ...below(withFault, without),
    ...coordinators(withFault, without),
    ...controllers(withFault, without),
    ...counted(withFault, without),
  ]
}

const isUsers = ({ isInternal }: { readonly isInternal: boolean }) => !isInternal

function lostEffect(a: RunSummary, b: RunSummary): readonly Effect[] {
  const known = new Map(b.lost.map(({ partition, offsets }) => [partition, new Set(offsets)]))
  const rows = a.lost.filter(isUsers).map(({ partition, offsets }) => ({
    partition,
    count: offsets.filter((at) => known.get(partition)?.has(at) !== true).length,
  }))
  const lost = rows.filter(({ count }) => count > 0)
  if (lost.length === 0) return []
  const count = lost.reduce((sum, row) => sum + row.count, 0)
  return [{ type: 'lost', count, partitions: lost.map(({ partition }) => partition) }]
}

/** Rows that last noticeably longer than they do without the fault. */
function longer(a: readonly LastingOf[], b: readonly LastingOf[]): readonly LastingOf[] {
  return a.flatMap((row): readonly LastingOf[] => {
    const usual = b.find(({ name }) => name === row.name)?.forMicros ?? 0
    const forMicros = row.forMicros - usual
    return forMicros < NOTICED_MICROS ? [] : [{ ...row, forMicros }]
  })
}

const msOf = (rows: readonly LastingOf[]) =>
  Math.round(Math.max(0, ...rows.map(({ forMicros }) => forMicros)) / 1000)

function unavailableEffect(a: RunSummary, b: RunSummary): readonly Effect[] {
  const rows = longer(a.unavailable, b.unavailable).filter(isUsers)
  if (rows.length === 0) return []
  return [
    {
      type: 'unavailable',
      partitions: rows.map(({ name }) => name),
      ms: msOf(rows),
      isStill: rows.some(({ isStill }) => isStill),
    },
  ]
}

function moved(a: RunSummary, b: RunSummary): readonly Effect[] {
  const same = new Set(b.leadersMoved.map(({ partition, to }) => `${partition} ${String(to)}`))
  const partitions = a.leadersMoved
    .filter(isUsers)
    .filter(({ partition, to }) => to !== null && !same.has(`${partition} ${to}`))
    .map(({ partition }) => partition)
  return partitions.length === 0 ? [] : [{ type: 'leadersMove', partitions }]
}

function below(a: RunSummary, b: RunSummary): readonly Effect[] {
  const rows = longer(a.belowMinIsr, b.belowMinIsr).filter(isUsers)
  return rows.length === 0
    ? []
    : [{ type: 'belowMinIsr', partitions: rows.map(({ name }) => name) }]
}

function coordinators(a: RunSummary, b: RunSummary): readonly Effect[] {
  return longer(a.withoutCoordinator, b.withoutCoordinator).map((row) => ({
    type: 'noCoordinator',
    group: row.name,
    ms: Math.round(row.forMicros / 1000),
    isStill: row.isStill,
  }))
}

function controllers(a: RunSummary, b: RunSummary): readonly Effect[] {
  const found: Effect[] = []
  const { forMicros, isStill } = a.withoutController
  const more = forMicros - b.withoutController.forMicros
  if (more >= NOTICED_MICROS)
    found.push({ type: 'noController', ms: Math.round(more / 1000), isStill })
  const { controllerFrom: from, controllerTo: to } = a
  if (from !== null && to !== null && to !== from && to !== b.controllerTo) {
    found.push({ type: 'controllerMoves', from, to })
  }
  return found
}

function counted(a: RunSummary, b: RunSummary): readonly Effect[] {
  const found: Effect[] = []
  if (a.refused > b.refused) found.push({ type: 'refused', count: a.refused - b.refused })
  if (a.failed > b.failed) found.push({ type: 'failed', count: a.failed - b.failed })
  if (a.acknowledged < b.acknowledged * 0.9) {
    found.push({ type: 'fewerAcknowledged', count: a.acknowledged, usual: b.acknowledged })
  }
  return found
}
