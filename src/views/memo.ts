/**
 * Parts of a view that are made again only when what they are made of is another object: worlds
 * share what did not change, and so do their views. Holds the newest value of each key.
 */
export interface Memo {
  readonly slots: Map<string, Slot>
}

interface Slot {
  readonly inputs: readonly unknown[]
  readonly value: unknown
}

/** Nothing made yet. */
export function newMemo(): Memo {
  return { slots: new Map() }
}

/** The value of `key`: the old one while all inputs are the very same. */
export function keep<T>(memo: Memo, key: string, made: Made<T>): T {
  const old = memo.slots.get(key)
  if (old !== undefined && isSame(old.inputs, made.from)) {
    // Each key is used by one call only, with one type.
    return old.value as T
  }
  const value = made.by()
  memo.slots.set(key, { inputs: made.from, value })
  return value
}

/**
 * The same for values that are made from objects of their own on every node: the old value when
 * the new one says the same.
 */
export function keepEqual<T>(memo: Memo, key: string, made: Made<T>): T {
  return keep(memo, key, {
    from: made.from,
    by: () => {
      const value = made.by()
      const old = memo.slots.get(key)?.value
      return isEqual(old, value) ? (old as T) : value
    },
  })
}

/** What a value is made from, and how. */
export interface Made<T> {
  readonly from: readonly unknown[]
  readonly by: () => T
}

/** The old list when the new one has the very same members. */
export function keepList<T>(memo: Memo, key: string, list: readonly T[]): readonly T[] {
  return keep(memo, key, { from: list, by: () => list })
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index])
}

/** Plain data that says the same: primitives, lists and objects of them. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [rowsA, rowsB] = [entriesOf(a), entriesOf(b)]
  return (
    Array.isArray(a) === Array.isArray(b) &&
    rowsA.length === rowsB.length &&
    rowsA.every(([name, value], index) => {
      const [otherName, other] = rowsB[index] ?? ['', undefined]
      return name === otherName && isEqual(value, other)
    })
  )
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value)
}
