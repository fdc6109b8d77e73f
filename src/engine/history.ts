import { invariant, present } from '~/base/invariant'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { apply, step } from '~/sim/step'
import type { Command, EventRecord, Step } from '~/sim/world'

/** A command and the index of the event it became. */
export interface RecordedCommand {
  readonly index: number
  readonly command: Command<KafkaModel>
  /** When, µs, where it was not at the instant of the event before it. */
  readonly at?: number
}

/** One event of a run, with what it reported. */
export interface RecordedStep {
  readonly event: EventRecord<KafkaModel>
  readonly facts: readonly FactRecord<KafkaModel>[]
}

/** Of the worlds of the dense events one in so many is kept: most of a world no other event shares. */
const DENSE_EVERY = 16
/** Beyond these, one in so many. */
const SPARSE_EVERY = 64
/** Worlds between those that were made again lately; who asks twice gets the same one. */
const REMADE_KEPT = 64
/** Events that are not dense are made again by the block, up to the one that is asked for. */
const BLOCK_EVENTS = 16
const CACHED_BLOCKS = 32

/** How far back a history keeps how much; events. */
export interface HistoryLimits {
  /** The newest, which are kept with what they reported. */
  readonly dense: number
  /** So many are thinned out at a time; a multiple of 64. */
  readonly chunk: number
}

const LIMITS: HistoryLimits = { dense: 20_000, chunk: 2_048 }

/** The past of one branch. Index n is the n-th event; the world at n is the one before it. */
export interface History {
  /** How many events there are. */
  readonly size: () => number
  /** The world after `index` events: kept, or made again from one at most 15 (63) before. */
  readonly worldAt: (index: number) => KafkaWorld
  readonly stepAt: (index: number) => RecordedStep
  /** Simulated time of an event, µs. */
  readonly timeAt: (index: number) => number
  /** The number of events at or before an instant. */
  readonly countAt: (micros: number) => number
  readonly commands: () => readonly RecordedCommand[]
  /** Handles the next event that is due by an instant (µs), or `null`. */
  readonly advance: (until: number) => Step<KafkaModel> | null
  /** Carries a command out at an instant (µs) up to which everything has happened. */
  readonly obey: (command: Command<KafkaModel>, at?: number) => Step<KafkaModel>
  /** A history that shares everything before `index` and goes its own way from there. */
  readonly fork: (index: number) => History
}

interface Shelf {
  readonly limits: HistoryLimits
  readonly dense: RecordedStep[]
  denseFrom: number
  /** The newest world. */
  last: KafkaWorld
  /** The worlds that are kept, by the number of events before them. */
  readonly worlds: Map<number, KafkaWorld>
  readonly remade: Map<number, KafkaWorld>
  readonly times: number[]
  readonly commands: RecordedCommand[]
  readonly blocks: Map<number, readonly RecordedStep[]>
}

/** A history that begins with `world`, which must not have had any event. */
export function newHistory(world: KafkaWorld, limits: HistoryLimits = LIMITS): History {
  invariant(world.eventCount === 0, 'a history begins at event 0')
  return historyOn({
    limits,
    dense: [],
    denseFrom: 0,
    last: world,
    worlds: new Map([[0, world]]),
    remade: new Map(),
    times: [],
    commands: [],
    blocks: new Map(),
  })
}

function historyOn(shelf: Shelf): History {
  const size = () => shelf.times.length
  const worldAt = (index: number) => readWorld(shelf, index)
  return {
    size,
    worldAt,
    stepAt: (index) => readEntry(shelf, index),
    timeAt: (index) => present(shelf.times[index], `event ${index} has happened`),
    countAt: (micros) => countUpTo(shelf.times.length, (at) => shelf.times[at] ?? 0, micros),
    commands: () => shelf.commands,
    advance: (until) => {
      const taken = step(worldAt(size()), until)
      if (taken !== null) push(shelf, taken)
      return taken
    },
    obey: (command, at) => {
      const world = worldAt(size())
      const isLater = at !== undefined && at > world.now
      const recorded = isLater ? { command, at } : { command }
      const taken = apply(world, command, recorded.at)
      shelf.commands.push({ index: taken.event.index, ...recorded })
      push(shelf, taken)
      return taken
    },
    fork: (index) => fork(shelf, index),
  }
}

function push(shelf: Shelf, taken: Step<KafkaModel>): void {
  const index = shelf.times.length
  invariant(taken.event.index === index, 'events are counted without gaps')
  shelf.times.push(taken.event.at)
  shelf.dense.push({ event: taken.event, facts: taken.facts })
  shelf.last = taken.world
  if ((index + 1) % DENSE_EVERY === 0) shelf.worlds.set(index + 1, taken.world)
  const { dense, chunk } = shelf.limits
  if (shelf.dense.length >= dense + chunk) trim(shelf)
}

/** Moves the border on by a chunk: what is left behind keeps fewer of its worlds. */
function trim(shelf: Shelf): void {
  const { chunk } = shelf.limits
  const end = shelf.denseFrom + chunk
  shelf.dense.splice(0, chunk)
  for (let count = shelf.denseFrom; count < end; count += DENSE_EVERY) {
    if (count % SPARSE_EVERY !== 0) shelf.worlds.delete(count)
  }
  shelf.denseFrom = end
}

function readWorld(shelf: Shelf, index: number): KafkaWorld {
  if (index === shelf.times.length) return shelf.last
  invariant(index >= 0 && index < shelf.times.length, `event ${index - 1} has happened`)
  const known = shelf.worlds.get(index) ?? shelf.remade.get(index)
  if (known !== undefined) return known
  let before = index
  let world: KafkaWorld | undefined
  while (world === undefined) {
    before -= 1
    invariant(before >= 0, 'the first world is kept')
    world = shelf.worlds.get(before) ?? shelf.remade.get(before)
  }
  for (; before < index; before += 1) world = again(world, commandAt(shelf, before)).world
  remember(shelf, index, world)
  return world
}

function remember(shelf: Shelf, index: number, world: KafkaWorld): void {
  for (const old of shelf.remade.keys()) {
    if (shelf.remade.size < REMADE_KEPT) break
    shelf.remade.delete(old)
  }
  shelf.remade.set(index, world)
}

/** The command that an event was, or null: it was due. */
function commandAt(shelf: Shelf, index: number): RecordedCommand | null {
  const { commands } = shelf
  const earlier = countUpTo(commands.length, (at) => commands[at]?.index ?? index, index - 1)
  const recorded = commands[earlier]
  return recorded?.index === index ? recorded : null
}

/** An event happens again. */
function again(world: KafkaWorld, given: RecordedCommand | null): Step<KafkaModel> {
  const taken = given === null ? step(world) : apply(world, given.command, given.at)
  return present(taken, `event ${world.eventCount} happens again`)
}

function readEntry(shelf: Shelf, index: number): RecordedStep {
  invariant(index >= 0 && index < shelf.times.length, `event ${index} has happened`)
  if (index >= shelf.denseFrom) {
    return present(shelf.dense[index - shelf.denseFrom], `event ${index} is kept`)
  }
  return present(readBlock(shelf, index)[index % BLOCK_EVENTS], `event ${index} is made again`)
}

/** The events of a block up to one that is asked for, made again from the world before them. */
function readBlock(shelf: Shelf, index: number): readonly RecordedStep[] {
  const block = Math.floor(index / BLOCK_EVENTS)
  const first = block * BLOCK_EVENTS
  const known = shelf.blocks.get(block) ?? []
  if (known.length > index - first) return known
  const entries = [...known]
  let world = readWorld(shelf, first + entries.length)
  for (let at = first + entries.length; at <= index; at += 1) {
    const { event, facts, world: after } = again(world, commandAt(shelf, at))
    entries.push({ event, facts })
    world = after
    // Whoever steps back or on asks for one of these next.
    if (at >= index - 2) remember(shelf, at + 1, after)
  }
  for (const old of [...shelf.blocks.keys()].slice(0, -CACHED_BLOCKS)) shelf.blocks.delete(old)
  shelf.blocks.set(block, entries)
  return entries
}

/** How many of `count` ascending numbers are at most `limit`, by halving. */
function countUpTo(count: number, numberAt: (at: number) => number, limit: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (numberAt(middle) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function fork(shelf: Shelf, index: number): History {
  invariant(index >= 0 && index <= shelf.times.length, 'a fork begins within the run')
  const keepsDense = index >= shelf.denseFrom
  const forked: Shelf = {
    limits: shelf.limits,
    dense: keepsDense ? shelf.dense.slice(0, index - shelf.denseFrom) : [],
    denseFrom: shelf.denseFrom,
    last: readWorld(shelf, index),
    worlds: new Map([...shelf.worlds].filter(([count]) => count <= index)),
    remade: new Map(),
    times: shelf.times.slice(0, index),
    commands: shelf.commands.filter((recorded) => recorded.index < index),
    blocks: new Map(),
  }
  if (!keepsDense) {
    // A block must be whole: the rest of the newest one is dense.
    const from = index - (index % BLOCK_EVENTS)
    for (let at = from; at < index; at += 1) forked.dense.push(readEntry(shelf, at))
    forked.denseFrom = from
  }
  return historyOn(forked)
}
