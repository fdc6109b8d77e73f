import { createStore } from 'zustand/vanilla'
import type { Beat, BeatMark, FoundJourneys, Journey } from '~/engine/beats'
import { journeysOf } from '~/engine/beats'
import { recordsAsked, sendOne, unplugNode } from '~/engine/firstMinute'
import type { Run } from '~/engine/run'
import { FIRST_MINUTE, firstMinute } from '~/scenarios/library/firstMinute'
import { fromAddress } from './address'
import { currentFrame } from './frame'
import { attempt, changed, currentRun, seek, session } from './session'

/** Where the first minute is. EXPERIENCE J1. */
export type MinuteStep =
  /** The first record is on its way. */
  | { readonly step: 'watch' }
  /** A person may send one. */
  | { readonly step: 'send' }
  /** Their record is on its way. */
  | { readonly step: 'watchYours' }
  /** The leader may be unplugged. */
  | { readonly step: 'unplug'; readonly broker: number; readonly leadership: Leadership }
  /** It is; the next one is not there yet. */
  | { readonly step: 'watchLeader'; readonly broker: number }
  /** When could the consumer first see it? */
  | { readonly step: 'ask'; readonly leader: number; readonly leadership: Leadership }
  | { readonly step: 'told'; readonly answer: Answer }

/** In which epoch a partition is led, and who is in sync: numbers for captions. */
export interface Leadership {
  readonly epoch: number
  readonly isr: string
}

/** What was answered, judged by the trace. */
export interface Answer {
  /** The beat that is nearest to the instant that was meant. */
  readonly beat: Beat
  readonly isRight: boolean
  readonly offset: number
  /** The instant that was meant and the one at which the high watermark passed the record, µs. */
  readonly at: number
  readonly committedAt: number
}

interface Minute {
  /** The run that it is told with; null: it is over, or another run was opened. */
  readonly run: Run | null
  readonly answer: Answer | null
}

/** An offer that nobody takes is taken by itself after so long: doing nothing shows all, ms. */
const OFFER_MS = 13_000
/** The ruler of the question begins and ends so much beside the first and the last beat. */
const MARGIN = 0.12

const isAsked =
  fromAddress('present') === null &&
  fromAddress('minute') !== '0' &&
  // It offers to unplug a broker.
  fromAddress('verbs') === null

/** The store. */
export const minute = createStore<Minute>(() => ({
  run: isAsked && currentRun().scenario.id === firstMinute.id ? currentRun() : null,
  answer: null,
}))

/** How long an offer stands, in the person's time, ms; nothing shows it, so it is not in the store. */
const offered = { ms: 0 }

session.subscribe(({ run, isOpening }, old) => {
  // Opened anew, it is told anew; a run from a link or a file is not.
  if (run === old.run || !isOpening || run.scenario.id !== firstMinute.id) return
  offered.ms = 0
  minute.setState({ run, answer: null })
})

const kept: { run: Run | null; found: FoundJourneys } = { run: null, found: new Map() }

/** True while the first minute is told. */
export function isMinute(): boolean {
  return minute.getState().run === currentRun()
}

/** Ends it; the run goes on as any other. */
export function endMinute(): void {
  minute.setState({ run: null })
  changed()
}

/** The journeys of the records of the first minute's run; none in other runs. */
function currentJourneys(): readonly Journey[] {
  const run = currentRun()
  if (run.scenario.id !== firstMinute.id) return []
  if (kept.run !== run) {
    kept.run = run
    kept.found = new Map()
  }
  return journeysOf(run, kept.found)
}

const reached = ({ marks }: Journey, beat: Beat, cursor: number) =>
  marks.some((mark) => mark.beat === beat && mark.index < cursor)

/** The record that a person sent, if one has: the script sends the first one. */
export function yourJourney(): Journey | null {
  const cursor = currentRun().cursor()
  return currentJourneys().findLast((one) => one.number > 0 && reached(one, 'sent', cursor)) ?? null
}

/** What tells a person's record from others; null: there is none, or it is not shown. */
export interface Yours {
  readonly producer: string
  readonly partition: string
  /** Known once it is appended. */
  readonly offset: number | null
  /** It is on its way to the leader. */
  readonly isLeaving: boolean
}

/** A person's record at the cursor. */
export function currentYours(): Yours | null {
  const yours = isMinute() ? yourJourney() : null
  if (yours === null) return null
  const cursor = currentRun().cursor()
  const isAppended = reached(yours, 'appended', cursor)
  return {
    producer: FIRST_MINUTE.producer,
    partition: `${FIRST_MINUTE.topic}-0`,
    offset: isAppended ? yours.offset : null,
    isLeaving: !isAppended,
  }
}

/** A beat that has come, and whether it is of the record that a person sent. */
export interface SeenBeat {
  readonly mark: BeatMark
  readonly isYours: boolean
}

/** A beat of any record at an event, for captions and for holding time. */
export function beatAt(index: number): SeenBeat | null {
  if (!isMinute()) return null
  for (const journey of currentJourneys()) {
    const mark = journey.marks.find((one) => one.index === index)
    if (mark !== undefined) return { mark, isYours: journey.number > 0 }
  }
  return null
}

/** The newest beat at or before the cursor. */
export function newestBeat(): SeenBeat | null {
  const cursor = currentRun().cursor()
  const marks = currentJourneys().flatMap(({ marks: all }) => all)
  const newest = marks
    .filter(({ index }) => index < cursor)
    .reduce<number>((best, { index }) => Math.max(best, index), -1)
  return newest < 0 ? null : beatAt(newest)
}

/** Where the first minute is at the cursor: a function of the trace, and of what was answered. */
export function minuteStep(): MinuteStep | null {
  if (!isMinute()) return null
  const { answer } = minute.getState()
  if (answer !== null) return { step: 'told', answer }
  const cursor = currentRun().cursor()
  const first = currentJourneys()[0]
  if (first === undefined || !reached(first, 'read', cursor)) return { step: 'watch' }
  const yours = yourJourney()
  if (yours === null) return { step: recordsAsked(currentRun()) > 1 ? 'watchYours' : 'send' }
  if (!reached(yours, 'read', cursor)) return { step: 'watchYours' }
  return afterYours()
}

/** States of a broker that leads no more, or soon will not. */
const GONE: ReadonlySet<string> = new Set(['killed', 'stopped', 'stopping', 'absent'])

function afterYours(): MinuteStep {
  const { brokers, topics } = currentFrame().cluster
  const orders = topics.find(({ name }) => name === FIRST_MINUTE.topic)?.partitions[0]
  const { leader, leaderEpoch, isr } = orders ?? { leader: null, leaderEpoch: 0, isr: [] }
  const leadership = { epoch: leaderEpoch, isr: isr.join(', ') }
  if (leader !== null && leaderEpoch > 0) return { step: 'ask', leader, leadership }
  const broker = leader ?? 1
  const state = brokers.find(({ id }) => id === broker)?.state ?? 'absent'
  return GONE.has(state) ? { step: 'watchLeader', broker } : { step: 'unplug', broker, leadership }
}

/** A person sends a record. */
export function sendYours(): void {
  offered.ms = 0
  attempt(() => sendOne(currentRun()), undefined)
  changed()
}

/** A person pulls the plug of a broker. */
export function unplug(broker: number): void {
  offered.ms = 0
  attempt(() => unplugNode(currentRun(), broker), undefined)
  changed()
}

/** Lets an offer stand for a while; one that nobody takes is taken. */
export function waitInMinute(elapsedMs: number): void {
  const now = minuteStep()
  if (now?.step !== 'send' && now?.step !== 'unplug') return
  offered.ms += elapsedMs
  if (offered.ms < OFFER_MS) return
  if (now.step === 'send') sendYours()
  else unplug(now.broker)
}

/** The instants among which the question is answered: those of the person's record, µs. */
export function questionSpan(): { readonly from: number; readonly to: number } | null {
  const marks = yourJourney()?.marks ?? []
  const first = marks[0]
  const last = marks.at(-1)
  if (first === undefined || last === undefined) return null
  const margin = Math.max(100, Math.round((last.at - first.at) * MARGIN))
  return { from: first.at - margin, to: last.at + margin }
}

/** Answers the question with an instant, µs: the beat that is nearest to it is meant. */
export function answerAt(at: number): void {
  const yours = yourJourney()
  const committed = yours?.marks.find(({ beat }) => beat === 'committed')
  if (yours === null || committed === undefined || yours.offset === null) return
  const [first, ...others] = yours.marks
  if (first === undefined) return
  const distance = (mark: typeof first) => Math.abs(mark.at - at)
  const nearest = others.reduce(
    (best, mark) => (distance(mark) < distance(best) ? mark : best),
    first,
  )
  const { beat } = nearest
  const isRight = beat === 'committed'
  const answer = { beat, isRight, offset: yours.offset, at, committedAt: committed.at }
  minute.setState({ answer })
  seek(committed.index + 1)
}

/** The end of the first minute: back to the present, and on. */
export function leaveQuestion(): void {
  const run = currentRun()
  run.seek(run.endIndex())
  endMinute()
}
