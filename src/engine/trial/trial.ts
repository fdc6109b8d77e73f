import { present } from '~/base/invariant'
import type { KafkaModel } from '~/kafka/model'
import type { Program } from '~/sim/model'
import { nextDue } from '~/sim/step'
import type { Command } from '~/sim/world'
import type { RunDocument } from '../document/runDocument'
import type { Moment } from '../momentKinds'
import { hashText } from '../traceHash'
import type { Lab, Track, Way } from './lab'
import { followFurther, forkLab, obeyIn, stepIn, trackOf } from './lab'
import type { RunSummary, Summing } from './summary'
import { addToSummary, beginSummary, summaryAt } from './summary'

/** What is to be tried: a run up to an event, then other commands, then time. Plain data. */
export interface TrialRequest {
  readonly document: RunDocument
  /** The trial leaves the document's run at this event; the document's later commands are not given. */
  readonly at: number
  /** Given at once, in order, where it leaves. */
  readonly commands: readonly Command<KafkaModel>[]
  /** The instant after that event which a person sees, µs: they are given then, as in a run. */
  readonly seenMicros?: number
  /** The simulated instant up to which it runs, µs. */
  readonly untilMicros: number
  /** The trace's hash is wanted: it costs about as much as the run. */
  readonly hashes: boolean
}

/** What came of it. Plain data. */
export interface TrialAnswer {
  /** Of the stretch from where it left. */
  readonly summary: RunSummary
  /** The moments of the stretch; their indexes are those of the run that would be. */
  readonly moments: readonly Moment[]
  /** How many events the run has at the end. */
  readonly end: number
  /** Equals the hash of a run that does the same; null unless it was wanted. */
  readonly hash: string | null
}

/** One trial under way. */
export interface Trial {
  /** Handles at most so many events; true when the answer is there. */
  readonly further: (budgetEvents: number) => boolean
  /** @throws InvariantError before `further` said true. */
  readonly answer: () => TrialAnswer
}

/** Carries out one trial after the other; the way to where they leave is gone only once. */
export interface Laboratory {
  readonly begin: (request: TrialRequest) => Trial
}

/** A laboratory. It has worlds of its own: no run of a page is touched. */
export function newLaboratory(program: Program<KafkaModel>): Laboratory {
  const kept: { track: Track | null } = { track: null }
  return {
    begin: (request) => {
      const way: Way = request
      const track = trackOf(kept.track, way, program)
      kept.track = track
      return trialOn(track, request)
    },
  }
}

interface Stretch {
  readonly lab: Lab
  readonly summing: Summing
  readonly left: number
}

function trialOn(track: Track, request: TrialRequest): Trial {
  const { untilMicros } = request
  const state: { stretch: Stretch | null } = { stretch: null }
  return {
    further: (budgetEvents) => {
      if (state.stretch === null) {
        if (!followFurther(track, request, budgetEvents)) return false
        state.stretch = leave(track.lab, request)
        return false
      }
      const { lab, summing } = state.stretch
      for (let done = 0; done < budgetEvents; done += 1) {
        const taken = stepIn(lab, untilMicros)
        if (taken === null) return true
        addToSummary(summing, taken)
      }
      return false
    },
    answer: () => answerOf(present(state.stretch, 'the trial has been carried out'), untilMicros),
  }
}

/** A lab of its own where the trial leaves, with the commands given. */
function leave(from: Lab, { commands, seenMicros }: TrialRequest): Stretch {
  const lab = forkLab(from)
  const summing = beginSummary(lab.world)
  const left = lab.world.eventCount
  for (const command of commands) {
    const { now } = lab.world
    const seen = Math.max(now, seenMicros ?? now)
    const at = Math.min(seen, nextDue(lab.world) ?? seen)
    addToSummary(summing, obeyIn(lab, command, at))
  }
  return { lab, summing, left }
}

function answerOf({ lab, summing, left }: Stretch, to: number): TrialAnswer {
  const { acknowledgements } = lab.notes
  return {
    summary: summaryAt(summing, lab.world, { to, acknowledgements }),
    moments: lab.moments.filter(({ index }) => index >= left),
    end: lab.world.eventCount,
    hash: lab.hash === null ? null : hashText(lab.hash),
  }
}
