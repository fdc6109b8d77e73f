import { useState } from 'react'
import type { MachineEdge } from '~/base/machine'
import type { ChartMachine } from '~/charts/machines'
import type { TakenEdge } from '~/store/machines'
import { takenEdges } from '~/store/machines'
import { useFrame } from '../kit/useFrame'
import type { ChartEdge } from './chartEdge'
import type { ChosenMachine } from './useChosenMachine'

/** What is lit in a chart at the cursor, and the edge that was chosen in it. */
export interface ChartState {
  readonly current: string | null
  readonly previous: string | null
  readonly last: ChartEdge | null
  /** Edges taken up to the cursor. */
  readonly past: readonly TakenEdge[]
  readonly edge: MachineEdge | null
  /** Every time the chosen edge was taken, also ahead of the cursor. */
  readonly edgeTaken: readonly TakenEdge[]
  readonly pick: (edge: ChartEdge) => void
}

interface PickedEdge extends ChartEdge {
  readonly machine: string
}

function edgeOf(machine: ChartMachine, picked: PickedEdge | null): MachineEdge | null {
  if (picked?.machine !== machine.id) return null
  return (
    machine.edges.find(({ from, event }) => from === picked.from && event === picked.event) ?? null
  )
}

/**
 * The state before and the edge that led away from it. A process that starts anew stands where no
 * edge led: then nothing came before. What has ended is nowhere now, and came from where it ended.
 */
function litBefore(
  current: string | null,
  past: readonly TakenEdge[],
): Pick<ChartState, 'previous' | 'last'> {
  const newest = past.at(-1)?.fact
  if (newest === undefined) return { previous: null, last: null }
  if (current === null) return { previous: newest.to, last: null }
  return newest.to === current
    ? { previous: newest.from, last: newest }
    : { previous: null, last: null }
}

/** The chart's state: a function of (run, cursor), and of what was chosen. */
export function useChartState({ machine, instance }: ChosenMachine): ChartState {
  const { index } = useFrame()
  const [picked, setPicked] = useState<PickedEdge | null>(null)
  const taken = takenEdges(machine.id, instance?.id ?? '')
  const past = taken.filter(({ event }) => event < index)
  const current = instance?.state ?? null
  const edge = edgeOf(machine, picked)
  return {
    current,
    ...litBefore(current, past),
    past,
    edge,
    edgeTaken: taken.filter(({ fact }) => fact.from === edge?.from && fact.event === edge.event),
    pick: (one) => setPicked({ ...one, machine: machine.id }),
  }
}
