/** Something that wants a place on a line. */
export interface Fitted {
  readonly id: string
  /** Who gives way first: the highest rank. */
  readonly rank: number
}

/** A line, px. */
export interface FitLine {
  readonly room: number
  /** Between two neighbours. */
  readonly gap: number
  /** As wide as the button is behind which the rest is found. */
  readonly more: number
}

/**
 * What has room on a line, by rank; what is wider than known has none. Where not all have, the button
 * for the rest has a place first; who stands behind one that gave way gives way, too.
 */
export function fitting(
  items: readonly Fitted[],
  widths: ReadonlyMap<string, number>,
  { room, gap, more }: FitLine,
): ReadonlySet<string> {
  const widthOf = ({ id }: Fitted) => widths.get(id) ?? Infinity
  const all = items.reduce((sum, item) => sum + widthOf(item) + gap, -gap)
  if (all <= room) return new Set(items.map(({ id }) => id))
  const shown = new Set<string>()
  let left = room - more
  for (const item of items.toSorted((a, b) => a.rank - b.rank)) {
    left -= widthOf(item) + gap
    if (left < 0) break
    shown.add(item.id)
  }
  return shown
}
