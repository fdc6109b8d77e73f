import { createStore } from 'zustand/vanilla'

/** What of the stage a person moved and hid: `broker/3` is a row, `topic/orders` its columns. */
export interface Arrangement {
  /** What was moved, first to last; what is not among them stands by its id behind them. */
  readonly order: readonly string[]
  readonly hidden: readonly string[]
}

const AS_IT_WAS: Arrangement = { order: [], hidden: [] }

/** How rows and columns of the stage stand. EXPERIENCE C1. */
export const arrangement = createStore<Arrangement>()(() => AS_IT_WAS)

/** Shows what is hidden, or hides it. */
export function turnHidden(key: string): void {
  arrangement.setState(({ hidden }) => ({
    hidden: hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key],
  }))
}

/** Moves one of `keys`, all as they stand, by so many places. */
export function moveBy(keys: readonly string[], key: string, by: number): void {
  const from = keys.indexOf(key)
  const to = Math.max(0, Math.min(keys.length - 1, from + by))
  const moved = keys.filter((one) => one !== key).toSpliced(to, 0, key)
  arrangement.setState(({ order }) => ({
    order: [...order.filter((one) => !keys.includes(one)), ...moved],
  }))
}

/** Everything is shown, by its id. */
export function arrangeAsItWas(): void {
  arrangement.setState(AS_IT_WAS)
}
