/** A pennant that has moved: from which row to which, in its column. */
export interface Ghost {
  readonly partition: string
  readonly from: number
  readonly to: number
  readonly epoch: number
  /** The event that moved it. */
  readonly index: number
}

interface Change {
  readonly index: number
  readonly kind: string
  readonly values: Readonly<Record<string, string | number>>
}

/**
 * The leader changes that are still to be seen at event `cursor`: those of the newest event that
 * moved a pennant. They stay until the next one does. EXPERIENCE, rule 8.
 */
export function ghostsAt(moments: readonly Change[], cursor: number): readonly Ghost[] {
  const ghosts: Ghost[] = []
  let newest: number | null = null
  for (let at = moments.length - 1; at >= 0; at -= 1) {
    const moment = moments[at]
    if (moment === undefined || moment.index >= cursor) continue
    if (newest !== null && moment.index !== newest) break
    const ghost = moment.kind === 'leaderChanged' ? ghostOf(moment) : null
    if (ghost === null) continue
    newest = moment.index
    ghosts.push(ghost)
  }
  return ghosts
}

function ghostOf({ index, values }: Change): Ghost | null {
  const { partition, from, to, epoch } = values
  if (typeof from !== 'number' || typeof to !== 'number') return null
  return { partition: String(partition), from, to, epoch: Number(epoch), index }
}
