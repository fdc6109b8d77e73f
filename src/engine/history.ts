import { invariant, present } from '~/base/invariant'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { FactRecord } from '~/sim/facts'
import { apply, step } from '~/sim/step'
import type { Command, EventRecord, Step } from '~/sim/world'

/** A command and the index of the event it became. */
export interface RecordedCommand {
  readonly index: number
  readonly command: Command<KafkaModel>
}

/** One event of a run, with what it reported. */
export interface RecordedStep {
  readonly event: EventRecord<KafkaModel>
  readonly facts: readonly FactRecord<KafkaModel>[]
}

/** The newest events, which are kept with what they reported. */
const DENSE_EVENTS = 20_000
/** Of their worlds one in so many is kept: most of a world is what no other event shares with it. */
const DENSE_EVERY = 8
/** Worlds between those that were made again lately; who asks twice gets the same one. */
const REMADE_KEPT = 256
/** Beyond these, one world in so many is kept; the others are made again. */
const SPARSE_EVERY = 64
const TRIM_CHUNK = 2_048
const CACHED_BLOCKS = 8

interface Entry extends RecordedStep {
  readonly world: KafkaWorld
}

/** The past of one branch. Index n is the n-th event; the world at n is the one before it. */
export interface History {
  /** How many events there are. */
  readonly size: () => number
  /** The world after `index` events: kept, or made again from one at most 7 (later 63) before. */
  readonly worldAt: (index: number) => KafkaWorld
  readonly stepAt: (index: number) => RecordedStep
  /** Simulated time of an event, µs. */
  readonly timeAt: (index: number) => number
  /** The number of events at or before an instant. */
  readonly countAt: (micros: number) => number
  readonly commands: () => readonly RecordedCommand[]
  /** Handles the next event that is due by an instant (µs), or `null`. */
  readonly advance: (until: number) => Step<KafkaModel> | null
  readonly obey: (command: Command<KafkaModel>) => Step<KafkaModel>
  /** A history that shares everything before `index` and goes its own way from there. */
  readonly fork: (index: number) => History
}

interface Shelf {
  readonly dense: RecordedStep[]
  denseFrom: number
  /** The newest world. */
  last: KafkaWorld
  /** Worlds of the dense window, by the number of events before them. */
  readonly worlds: Map<number, KafkaWorld>
  readonly remade: Map<number, KafkaWorld>
  readonly sparse: KafkaWorld[]
  readonly times: number[]
  readonly commands: RecordedCommand[]
  readonly blocks: Map<number, readonly Entry[]>
}

/** A history that begins with `world`, which must not have had any event. */
export function newHistory(world: KafkaWorld): History {
  invariant(world.eventCount === 0, 'a history begins at event 0')
  return historyOn({
    dense: [],
    denseFrom: 0,
    last: world,
    worlds: new Map(),
    remade: new Map(),
    sparse: [world],
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
    countAt: (micros) => upperBound(shelf.times, micros),
    commands: () => shelf.commands,
    advance: (until) => {
      const taken = step(worldAt(size()), until)
      if (taken !== null) push(shelf, taken)
      return taken
    },
    obey: (command) => {
      const taken = apply(worldAt(size()), command)
      shelf.commands.push({ index: taken.event.index, command })
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
  if ((index + 1) % SPARSE_EVERY === 0) shelf.sparse.push(taken.world)
  else if ((index + 1) % DENSE_EVERY === 0) shelf.worlds.set(index + 1, taken.world)
  if (shelf.dense.length >= DENSE_EVENTS + TRIM_CHUNK) trim(shelf)
}

function trim(shelf: Shelf): void {
  shelf.dense.splice(0, TRIM_CHUNK)
  const from = shelf.denseFrom
  shelf.denseFrom += TRIM_CHUNK
  for (let count = from; count < shelf.denseFrom; count += DENSE_EVERY) shelf.worlds.delete(count)
}

function readWorld(shelf: Shelf, index: number): KafkaWorld {
  if (index === shelf.times.length) return shelf.last
  if (index % SPARSE_EVERY === 0) {
    const kept = shelf.sparse[index / SPARSE_EVERY]
    if (kept !== undefined) return kept
  }
  invariant(index > 0 && index < shelf.times.length, `event ${index - 1} has happened`)
  if (index > shelf.denseFrom) return readDense(shelf, index)
  const block = Math.floor((index - 1) / SPARSE_EVERY)
  const entry = readBlock(shelf, block)[(index - 1) % SPARSE_EVERY]
  return present(entry, `event ${index - 1} is made again`).world
}

/** A world of the dense window: kept, or made again from the nearest one before. */
function readDense(shelf: Shelf, index: number): KafkaWorld {
  const kept = shelf.worlds.get(index) ?? shelf.remade.get(index)
  if (kept !== undefined) return kept
  const before = readWorld(shelf, index - 1)
  const { world } = again(before, commandAt(shelf, index - 1))
  for (const old of shelf.remade.keys()) {
    if (shelf.remade.size < REMADE_KEPT) break
    shelf.remade.delete(old)
  }
  shelf.remade.set(index, world)
  return world
}

/** The command that an event was, or null: it was due. */
function commandAt(shelf: Shelf, index: number): Command<KafkaModel> | null {
  const recorded = shelf.commands[firstCommandFrom(shelf.commands, index)]
  return recorded?.index === index ? recorded.command : null
}

/** An event happens again. */
function again(world: KafkaWorld, command: Command<KafkaModel> | null): Step<KafkaModel> {
  const taken = command === null ? step(world) : apply(world, command)
  return present(taken, `event ${world.eventCount} happens again`)
}

function readEntry(shelf: Shelf, index: number): RecordedStep {
  invariant(index >= 0 && index < shelf.times.length, `event ${index} has happened`)
  if (index >= shelf.denseFrom) {
    return present(shelf.dense[index - shelf.denseFrom], `event ${index} is kept`)
  }
  const block = Math.floor(index / SPARSE_EVERY)
  return present(readBlock(shelf, block)[index % SPARSE_EVERY], `event ${index} is made again`)
}

/** The events of a thinned block, made again from the world it begins with. */
function readBlock(shelf: Shelf, block: number): readonly Entry[] {
  const cached = shelf.blocks.get(block)
  if (cached !== undefined) return cached
  let world = present(shelf.sparse[block], `the world of block ${block} is kept`)
  const first = block * SPARSE_EVERY
  const end = Math.min(first + SPARSE_EVERY, shelf.times.length)
  let next = firstCommandFrom(shelf.commands, first)
  const entries: Entry[] = []
  for (let index = first; index < end; index += 1) {
    const recorded = shelf.commands[next]
    const isCommand = recorded?.index === index
    if (isCommand) next += 1
    const entry = again(world, isCommand ? recorded.command : null)
    entries.push(entry)
    world = entry.world
  }
  for (const old of [...shelf.blocks.keys()].slice(0, -CACHED_BLOCKS)) shelf.blocks.delete(old)
  shelf.blocks.set(block, entries)
  return entries
}

function firstCommandFrom(commands: readonly RecordedCommand[], index: number): number {
  return upperBound(
    commands.map((recorded) => recorded.index),
    index - 1,
  )
}

/** How many of the ascending numbers are at most `limit`. */
function upperBound(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

function fork(shelf: Shelf, index: number): History {
  invariant(index >= 0 && index <= shelf.times.length, 'a fork begins within the run')
  const keepsDense = index >= shelf.denseFrom
  const forked: Shelf = {
    dense: keepsDense ? shelf.dense.slice(0, index - shelf.denseFrom) : [],
    denseFrom: shelf.denseFrom,
    last: readWorld(shelf, index),
    worlds: new Map(keepsDense ? [...shelf.worlds].filter(([count]) => count <= index) : []),
    remade: new Map(),
    sparse: shelf.sparse.slice(0, Math.floor(index / SPARSE_EVERY) + 1),
    times: shelf.times.slice(0, index),
    commands: shelf.commands.filter((recorded) => recorded.index < index),
    blocks: new Map(),
  }
  if (!keepsDense) {
    // The newest block must be whole, so that the fork has a world to go on from.
    const from = index - (index % SPARSE_EVERY)
    for (let at = from; at < index; at += 1) forked.dense.push(readEntry(shelf, at))
    forked.denseFrom = from
  }
  return historyOn(forked)
}
