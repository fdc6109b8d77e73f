/**
 * A persistent pairing heap: `insert` and `withoutFirst` give new heaps that share what did not
 * change. Ordered by (at, seq), so that the order of equal times is the order of scheduling.
 */
export interface Keyed {
  readonly at: number
  readonly seq: number
}

interface Node<T extends Keyed> {
  readonly item: T
  readonly children: Children<T>
}

type Children<T extends Keyed> = { readonly head: Node<T>; readonly tail: Children<T> } | null

/** `null` is the empty heap. */
export type Heap<T extends Keyed> = Node<T> | null

function before(a: Keyed, b: Keyed): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq)
}

function merge<T extends Keyed>(a: Node<T>, b: Node<T>): Node<T> {
  return before(a.item, b.item)
    ? { item: a.item, children: { head: b, tail: a.children } }
    : { item: b.item, children: { head: a, tail: b.children } }
}

/** The heap with `item` in it. O(1). */
export function insert<T extends Keyed>(heap: Heap<T>, item: T): Heap<T> {
  const node: Node<T> = { item, children: null }
  return heap === null ? node : merge(heap, node)
}

/** The first item, or `undefined`. O(1). */
export function first<T extends Keyed>(heap: Heap<T>): T | undefined {
  return heap === null ? undefined : heap.item
}

/** The heap without its first item. Amortised O(log n); iterative, so that depth never matters. */
export function withoutFirst<T extends Keyed>(heap: Heap<T>): Heap<T> {
  if (heap === null) return null
  let pairs: Children<T> = null
  let rest = heap.children
  while (rest !== null) {
    const second: Children<T> = rest.tail
    if (second === null) {
      pairs = { head: rest.head, tail: pairs }
      break
    }
    pairs = { head: merge(rest.head, second.head), tail: pairs }
    rest = second.tail
  }
  if (pairs === null) return null
  let whole = pairs.head
  for (let next: Children<T> = pairs.tail; next !== null; next = next.tail) {
    whole = merge(whole, next.head)
  }
  return whole
}

/** A heap of these items. O(n). */
export function heapOf<T extends Keyed>(items: readonly T[]): Heap<T> {
  let heap: Heap<T> = null
  for (const item of items) heap = insert(heap, item)
  return heap
}

/** All items in no useful order; for views and checks, not for the kernel. */
export function heapItems<T extends Keyed>(heap: Heap<T>): readonly T[] {
  const items: T[] = []
  const open: Node<T>[] = heap === null ? [] : [heap]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    items.push(node.item)
    for (let child = node.children; child !== null; child = child.tail) open.push(child.head)
  }
  return items
}
