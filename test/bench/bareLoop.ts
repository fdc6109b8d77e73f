/** An event of the bare loop: when it is due, and its place among those due at once. */
interface Due {
  readonly at: number
  readonly seq: number
}

/** How many events wait at once: about as many as in a small cluster with clients. */
const WAITING = 1_000

function before(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq)
}

function push(heap: Due[], due: Due): void {
  let index = heap.length
  heap.push(due)
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent]
    if (above === undefined || !before(due, above)) break
    heap[index] = above
    index = parent
  }
  heap[index] = due
}

function pop(heap: Due[]): Due | undefined {
  const [top] = heap
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  let index = 0
  for (;;) {
    let child = 2 * index + 1
    const left = heap[child]
    if (left === undefined) break
    const right = heap[child + 1]
    let smaller = left
    if (right !== undefined && before(right, left)) {
      child += 1
      smaller = right
    }
    if (!before(smaller, last)) break
    heap[index] = smaller
    index = child
  }
  heap[index] = last
  return top
}

/**
 * The yardstick: the least that any event simulator does. A mutable binary heap gives the next
 * event, which schedules one more a random while later; nothing else happens.
 * @returns the last instant, so that nothing can be left out as unused.
 */
export function bareLoop(events: number): number {
  const heap: Due[] = []
  let random = 0x9e3779b9
  const draw = () => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
    return random >>> 12
  }
  let seq = 0
  for (; seq < WAITING; seq += 1) push(heap, { at: draw(), seq })
  let now = 0
  for (let count = 0; count < events; count += 1) {
    const due = pop(heap)
    if (due === undefined) return now
    now = due.at
    push(heap, { at: now + draw(), seq })
    seq += 1
  }
  return now
}
