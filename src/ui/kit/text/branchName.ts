/** Futures are called by letters, in the order in which they were begun, until they have a name. */
export function branchName({
  id,
  name,
}: {
  readonly id: number
  readonly name: string | null
}): string {
  return name ?? String.fromCharCode(65 + (id % 26))
}
