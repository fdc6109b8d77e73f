import type { ChartMachine } from '~/charts/machines'
import type { TakenEdge } from '~/store/machines'
import type { Rows } from '../kit/lens/ExportMenu'

/** How often an edge was taken. */
export function timesTaken(
  taken: readonly TakenEdge[],
  { from, event }: { readonly from: string; readonly event: string },
): number {
  return taken.filter(({ fact }) => fact.from === from && fact.event === event).length
}

/** The event by which an edge was last taken, or null. */
export function lastTime(
  taken: readonly TakenEdge[],
  { from, event }: { readonly from: string; readonly event: string },
): number | null {
  return taken.findLast(({ fact }) => fact.from === from && fact.event === event)?.event ?? null
}

/** Every edge as a row of a file; the words of the first row are names of fields. */
export function transitionRows(machine: ChartMachine, taken: readonly TakenEdge[]): Rows {
  return [
    ['from', 'event', 'to', 'count', 'rule', 'source'],
    ...machine.edges.map((edge) => {
      const { from, event, to, rule, source } = edge
      return [from, event, to, timesTaken(taken, edge), rule, source]
    }),
  ]
}
