import { Map } from 'immutable'
import type { FactRecord, KernelFact } from './facts'
import { insert } from './heap'
import type { HostId, ProcessId } from './ids'
import { simTime } from './ids'
import type { Context, ModelTypes } from './model'
import { draw, firstState } from './random'
import type { Disk, Due, Process, World } from './world'
import { processOf } from './world'

/**
 * The next world while it is being made: fields are replaced, what they hold is never changed.
 * It lives inside one `step` or `apply`, so that both stay pure.
 */
export type Draft<M extends ModelTypes> = {
  -readonly [Field in keyof World<M>]: World<M>[Field]
} & {
  /** Index of the event that is being handled: the cause of all it schedules. */
  readonly cause: number
  readonly facts: FactRecord<M>[]
}

/** A draft of the world after `world`, at the instant `at` (µs). */
export function draftOf<M extends ModelTypes>(world: World<M>, at: number): Draft<M> {
  return { ...world, now: simTime(at), cause: world.eventCount, facts: [] }
}

/** The finished world; the event that was handled is counted. */
export function worldOf<M extends ModelTypes>(draft: Draft<M>): World<M> {
  return {
    program: draft.program,
    seed: draft.seed,
    now: draft.now,
    eventCount: draft.cause + 1,
    nextSeq: draft.nextSeq,
    queue: draft.queue,
    random: draft.random,
    network: draft.network,
    disks: draft.disks,
    processes: draft.processes,
  }
}

/** Puts something into the queue and returns its sequence number. */
export function schedule<M extends ModelTypes>(draft: Draft<M>, at: number, what: Due<M>): number {
  const seq = draft.nextSeq
  draft.nextSeq = seq + 1
  draft.queue = insert(draft.queue, { at, seq, cause: draft.cause, what })
  return seq
}

/** Notes that something happened in `process` (null: nowhere in particular). */
export function report<M extends ModelTypes>(
  draft: Draft<M>,
  process: ProcessId | null,
  fact: M['Fact'] | KernelFact,
): void {
  draft.facts.push({ event: draft.cause, at: draft.now, process, fact })
}

/** A number in [0, bound) from the stream `name`. */
export function drawFrom<M extends ModelTypes>(
  draft: Draft<M>,
  name: string,
  bound: number,
): number {
  const drawn = draw(draft.random.get(name) ?? firstState(draft.seed, name), bound)
  draft.random = draft.random.set(name, drawn.state)
  return drawn.value
}

/** Replaces a process. */
export function putProcess<M extends ModelTypes>(draft: Draft<M>, process: Process<M>): void {
  draft.processes = draft.processes.set(process.id, process)
}

const EMPTY_FILES = Map<string, never>()

/** A host's disk; an empty one where nothing was written yet. */
export function diskOf<M extends ModelTypes>(draft: Draft<M>, host: HostId): Disk<M> {
  return draft.disks.get(host) ?? { cached: EMPTY_FILES, flushed: EMPTY_FILES }
}

/** What a process can see while it handles one input. */
export function contextOf<M extends ModelTypes>(draft: Draft<M>, id: ProcessId): Context<M> {
  const process = processOf(draft, id)
  return {
    now: draft.now,
    process: id,
    host: process.host,
    incarnation: process.incarnation,
    draw: (stream, bound) => drawFrom(draft, `${id}/${stream}`, bound),
    readFile: (path) => draft.disks.get(process.host)?.cached.get(path),
    listFiles: () => [...diskOf(draft, process.host).cached.keys()].sort(),
  }
}
