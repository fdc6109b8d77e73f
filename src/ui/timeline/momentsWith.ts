import type { Moment } from '../kit/text/caption'

const RANK = { alert: 0, notice: 1, info: 2 } as const

/** Of a run's moments those that came in the same event as this one, the weightiest first. */
export function momentsWith(moment: Moment, all: readonly Moment[]): readonly Moment[] {
  return all
    .filter(({ index }) => index === moment.index)
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
}

/** A moment that a cue tells of, and then the others that the same event reported. */
export function momentsBeside(told: Moment, all: readonly Moment[]): readonly Moment[] {
  const others = all.filter(({ from }) => from === told.from).filter((one) => one !== told)
  return [told, ...others]
}
