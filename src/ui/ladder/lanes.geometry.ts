/** A lane's place, as far as moving is concerned. */
interface Place {
  readonly process: string
  readonly x: number
}

/** A pointer that moved less than this has pressed, not dragged, px. */
export const DRAG_FROM = 6

/** The order of lanes once one of them has been dragged by so many px: it lies at the nearest. */
export function orderAfterDrag(
  lanes: readonly Place[],
  process: string,
  by: number,
): readonly string[] {
  const dragged = lanes.find((lane) => lane.process === process)
  const rest = lanes.filter((lane) => lane !== dragged).map((lane) => lane.process)
  if (dragged === undefined) return rest
  const x = dragged.x + by
  const distances = lanes.map((lane) => Math.abs(lane.x - x))
  return rest.toSpliced(distances.indexOf(Math.min(...distances)), 0, process)
}
