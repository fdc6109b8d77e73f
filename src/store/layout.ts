import { createStore } from 'zustand/vanilla'

/** A lens of the upper half. */
export type MainLens = 'stage' | 'logs' | 'charts'
/** A lens of the lower half. */
export type SecondLens = 'logs' | 'events' | 'terminal' | 'charts'

/** What stands where. */
export interface Layout {
  readonly main: MainLens
  readonly second: SecondLens
  /** On narrow screens one lens at a time: true = the second one. */
  readonly showsSecond: boolean
  readonly inspectorOpen: boolean
  readonly importOpen: boolean
}

/** The store. */
export const layout = createStore<Layout>(() => ({
  main: 'stage',
  second: 'logs',
  showsSecond: false,
  inspectorOpen: true,
  importOpen: false,
}))

/** Changes what stands where. */
export function arrange(part: Partial<Layout>): void {
  layout.setState(part)
}
