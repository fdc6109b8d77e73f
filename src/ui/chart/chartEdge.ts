/** An edge of a machine: from where, by which event. */
export interface ChartEdge {
  readonly from: string
  readonly event: string
}
