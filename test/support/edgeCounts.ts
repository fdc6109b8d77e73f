import { MACHINES } from '~/charts/machines'
import type { KafkaModel } from '~/kafka/model'
import type { Step } from '~/sim/world'

/** How often each edge was taken: `machine from event to`. */
export type EdgeCounts = Map<string, number>

/** What a machine's step reports of itself. */
type Taken = Record<'machine' | 'from' | 'event' | 'to', string>

/** An edge by its name: `machine from event to`. */
export function edgeOf({ machine, from, event, to }: Taken): string {
  return `${machine} ${from} ${event} ${to}`
}

/** Counts the edges that a step took. */
export function countEdges(counts: EdgeCounts, { facts }: Step<KafkaModel>): void {
  for (const { fact } of facts) {
    if (fact.type !== 'Transitioned') continue
    addEdge(counts, edgeOf(fact), 1)
  }
}

/** Counts an edge so many times more. */
export function addEdge(counts: EdgeCounts, edge: string, times: number): void {
  counts.set(edge, (counts.get(edge) ?? 0) + times)
}

/** What was taken, beside the tables. */
export interface EdgeReport {
  /** All edges of all machines. */
  readonly known: readonly string[]
  /** Never taken. */
  readonly never: readonly string[]
  /** Taken, and in no table. */
  readonly outside: readonly string[]
}

/** Compares what was taken with the tables. */
export function reportEdges(counts: EdgeCounts): EdgeReport {
  const known = MACHINES.flatMap((machine) =>
    machine.edges.map(({ from, event, to }) => `${machine.id} ${from} ${event} ${to}`),
  )
  return {
    known,
    never: known.filter((edge) => !counts.has(edge)),
    outside: [...counts.keys()].filter((edge) => !known.includes(edge)),
  }
}
