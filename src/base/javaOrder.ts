/** Orders items as a Java HashMap filled with them in this order would iterate them. */
export function javaHashOrder<T>(items: readonly T[], hashOf: (item: T) => number): readonly T[] {
  let capacity = 16
  while (items.length * 4 > capacity * 3) capacity *= 2
  return items
    .map((item, index) => {
      const hash = hashOf(item) | 0
      return { item, index, bucket: (hash ^ (hash >>> 16)) & (capacity - 1) }
    })
    .sort((a, b) => a.bucket - b.bucket || a.index - b.index)
    .map(({ item }) => item)
}
