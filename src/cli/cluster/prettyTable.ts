/**
 * A table as `ToolsUtils.prettyPrintTable` prints it: cells padded to the widest of their column,
 * a tab after every cell. X-13.
 */
export function prettyTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [headers, ...rows]
  const widths = headers.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) =>
    row.map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}\t`).join(''),
  )
}
