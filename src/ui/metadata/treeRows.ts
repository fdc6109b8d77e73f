import type { ImageRow } from '~/views/metadataLogView'

/**
 * The rows that are seen: those whose ancestors are all open, and those that a record touched
 * with their ancestors, wherever they are.
 */
export function seenRows(
  rows: readonly ImageRow[],
  open: ReadonlySet<string>,
  touched: ReadonlySet<string>,
): readonly ImageRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const wanted = new Set<string>()
  for (const key of touched) {
    let row = byKey.get(key)
    while (row !== undefined) {
      wanted.add(row.key)
      row = row.parent === null ? undefined : byKey.get(row.parent)
    }
  }
  const isSeen = ({ parent }: ImageRow): boolean => {
    let above = parent
    while (above !== null) {
      if (!open.has(above)) return false
      above = byKey.get(above)?.parent ?? null
    }
    return true
  }
  return rows.filter((row) => wanted.has(row.key) || isSeen(row))
}
