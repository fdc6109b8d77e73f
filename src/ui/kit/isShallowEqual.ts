/** True when two objects of one shape hold the same values; those that are objects by reference. */
export function isShallowEqual<T extends object>(a: T, b: T): boolean {
  const now = new Map<string, unknown>(Object.entries(b))
  const old = Object.entries(a)
  return old.length === now.size && old.every(([key, value]) => Object.is(value, now.get(key)))
}
