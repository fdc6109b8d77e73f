import { present } from '~/base/invariant'
import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { Program } from '~/sim/model'
import { apply, nextDue, step } from '~/sim/step'
import type { Command, Step } from '~/sim/world'
import type { ProcessNames } from '~/views/processName'
import { namesOf } from '~/views/processName'
import { buildWorld, firstCommands } from '../build'
import type { RunDocument } from '../document/runDocument'
import type { RecordedCommand } from '../history'
import type { Moment } from '../momentKinds'
import type { SeenMemory } from '../seenMoments'
import { NOTHING_SEEN, seenMoments } from '../seenMoments'
import type { NotesInWork } from '../notes'
import { noNotes, notesBefore, takeNotes } from '../notes'
import type { TraceHash } from '../traceHash'
import { EMPTY_TRACE, factLine, hashLine } from '../traceHash'

/** One world in so many is kept, so that a lab can go back without beginning anew. */
const KEPT_EVERY = 256

/** A run without a past: its newest world, and what was noted on the way there. */
export interface Lab {
  readonly nameOf: ProcessNames
  world: KafkaWorld
  memory: SeenMemory
  moments: Moment[]
  notes: NotesInWork
  /** Hash of the trace so far; null: nobody asks for it. */
  hash: TraceHash | null
}

/** A lab that goes along a document's events, and can go back to any of them. */
export interface Track {
  /** Scenario and seed, as a text to compare. */
  readonly key: string
  /** The document's commands that were given so far. */
  given: readonly RecordedCommand[]
  lab: Lab
  readonly kept: Lab[]
}

/** What a lab is to come to. */
export interface Way {
  readonly document: RunDocument
  /** The event at which it stops. */
  readonly at: number
  /** The trace's hash is wanted, too. */
  readonly hashes: boolean
}

function keyOf({ document: { scenario, seed }, hashes }: Way): string {
  return JSON.stringify([scenario, seed, hashes])
}

/** Notes what an event brought. */
function take(lab: Lab, taken: Step<KafkaModel>): void {
  lab.world = taken.world
  if (taken.facts.length === 0) return
  takeNotes(lab.notes, taken)
  const { moments, memory } = seenMoments(taken.facts, lab.memory, lab.nameOf)
  lab.memory = memory
  lab.moments.push(...moments)
  if (lab.hash === null) return
  for (const record of taken.facts) lab.hash = hashLine(lab.hash, factLine(record))
}

/** Gives a command. */
export function obeyIn(lab: Lab, command: Command<KafkaModel>, at?: number): Step<KafkaModel> {
  const taken = apply(lab.world, command, at)
  take(lab, taken)
  return taken
}

/** Handles the next event that is due by an instant, µs; null: there is none. */
export function stepIn(lab: Lab, untilMicros: number): Step<KafkaModel> | null {
  const due = nextDue(lab.world)
  if (due === null || due > untilMicros) return null
  const taken = step(lab.world, untilMicros)
  if (taken !== null) take(lab, taken)
  return taken
}

/** A lab at the same event that goes its own way. */
export function forkLab(lab: Lab): Lab {
  return copyAt(lab, lab)
}

function copyAt(kept: Pick<Lab, 'nameOf' | 'world' | 'memory' | 'hash'>, newest: Lab): Lab {
  const at = kept.world.eventCount
  return {
    nameOf: kept.nameOf,
    world: kept.world,
    memory: kept.memory,
    hash: kept.hash,
    moments: newest.moments.filter(({ index }) => index < at),
    notes: notesBefore(newest.notes, at),
  }
}

/** The track of a document, at its first event. */
function newTrack(way: Way, program: Program<KafkaModel>): Track {
  const { document } = way
  const lab: Lab = {
    nameOf: namesOf(document.scenario.servers),
    world: buildWorld(document.scenario, document.seed, program),
    memory: NOTHING_SEEN,
    moments: [],
    notes: noNotes(),
    hash: way.hashes ? EMPTY_TRACE : null,
  }
  for (const command of firstCommands(document.scenario)) obeyIn(lab, command)
  return { key: keyOf(way), given: [], lab, kept: [forkLab(lab)] }
}

/** The old track where it is of the same run, back where the two agree; otherwise a new one. */
export function trackOf(old: Track | null, way: Way, program: Program<KafkaModel>): Track {
  const { document, at } = way
  if (old === null || old.key !== keyOf(way)) return newTrack(way, program)
  const wanted = document.commands.filter(({ index }) => index < at)
  const reached = old.lab.world.eventCount
  const agreed = agreedUntil(old.given, wanted, reached)
  return goBack(old, Math.min(agreed, at))
}

/** The first event at which two lists of commands differ, within what was reached. */
function agreedUntil(
  a: readonly RecordedCommand[],
  b: readonly RecordedCommand[],
  reached: number,
): number {
  const upTo = b.filter(({ index }) => index < reached)
  for (let at = 0; at < Math.max(a.length, upTo.length); at += 1) {
    const [one, other] = [a[at], upTo[at]]
    if (JSON.stringify(one) === JSON.stringify(other)) continue
    return Math.min(one?.index ?? reached, other?.index ?? reached)
  }
  return reached
}

function goBack(track: Track, index: number): Track {
  if (track.lab.world.eventCount <= index) return track
  while (track.kept.length > 1) {
    const newest = present(track.kept.at(-1), 'a track keeps its first world')
    if (newest.world.eventCount <= index) break
    track.kept.pop()
  }
  const lab = copyAt(present(track.kept.at(-1), 'a track keeps its first world'), track.lab)
  const at = lab.world.eventCount
  track.lab = lab
  track.given = track.given.filter((recorded) => recorded.index < at)
  return track
}

/**
 * Goes on along a document towards an event.
 * @returns true when it is reached (or nothing more happens).
 */
export function followFurther(track: Track, way: Way, budgetEvents: number): boolean {
  const { lab } = track
  const commands = way.document.commands.filter(({ index }) => index < way.at)
  for (let done = 0; done < budgetEvents; done += 1) {
    const index = lab.world.eventCount
    if (index >= way.at) return true
    const recorded = commands[track.given.length]
    if (recorded?.index === index) {
      obeyIn(lab, recorded.command, recorded.at)
      track.given = commands.slice(0, track.given.length + 1)
    } else if (stepIn(lab, Number.MAX_SAFE_INTEGER) === null) return true
    if (lab.world.eventCount % KEPT_EVERY === 0) {
      track.kept.push({ ...lab, moments: [], notes: noNotes() })
    }
  }
  return lab.world.eventCount >= way.at
}
