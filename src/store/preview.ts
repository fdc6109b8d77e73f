import { createStore } from 'zustand/vanilla'
import { runDocument } from '~/engine/document/runDocument'
import { ordersFor } from '~/engine/faults/place'
import type { Effect as EngineEffect } from '~/engine/trial/effects'
import { effectsOf } from '~/engine/trial/effects'
import type { RunSummary } from '~/engine/trial/summary'
import type { TrialAnswer, TrialRequest } from '~/engine/trial/trial'
import { tryOut } from '~/worker/trials'
import { affected } from './affected'
import type { Offer } from './faults'
import { fromAddress } from './address'
import { currentRun, session } from './session'

/** Something that a fault would change. */
export type Effect = EngineEffect

/** A rectangle of the window, px. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a verb is offered: what is said of it stands beside that, or first under or over it. */
export interface Near {
  readonly place: Place
  /** How far down the verb itself is. */
  readonly line: number
  readonly prefers: 'beside' | 'below'
}

/** What a verb under the pointer or the focus would do. */
export interface Preview {
  readonly offer: Offer | null
  /** null: who offers it says it, too. */
  readonly near: Near | null
  /** `null` while it is tried out. */
  readonly effects: readonly Effect[] | null
  /** The trial broke: nothing is known. */
  readonly isBroken: boolean
}

/** A person rests on a verb for so long before it is tried out, ms. EXPERIENCE (e). */
const REST_MS = 150
/** What is tried out, µs of simulated time. */
const HORIZON_MICROS = 30_000_000

const NOTHING: Preview = { offer: null, near: null, effects: null, isBroken: false }

/** The store. */
export const preview = createStore<Preview>(() => NOTHING)

/** A teacher's link may switch previews off: `?preview=0`. */
const isOff = fromAddress('preview') === '0'

const state: {
  timer: ReturnType<typeof setTimeout> | undefined
  asked: AbortController | null
  /** What is previewed or will be. */
  wanted: Offer | null
  /** The same time without any fault, by where it leaves. */
  usual: { readonly key: string; readonly summary: Promise<RunSummary> } | null
} = { timer: undefined, asked: null, wanted: null, usual: null }

/** The pointer or the focus came to a verb. */
export function previewOffer(offer: Offer, near: Near | null = null): void {
  endPreview()
  if (isOff) return
  state.wanted = offer
  state.timer = setTimeout(() => begin(offer, near), REST_MS)
}

/** They left a verb, or (none is named) any: the next one may have been come to already. */
export function endPreview(of?: Offer): void {
  if (of !== undefined && of !== state.wanted) return
  clearTimeout(state.timer)
  state.asked?.abort()
  state.asked = null
  state.wanted = null
  if (preview.getState().offer !== null) preview.setState(NOTHING)
  if (affected.getState().keys !== null) affected.setState({ keys: null })
}

function begin(offer: Offer, near: Near | null): void {
  preview.setState({ offer, near, effects: null, isBroken: false })
  if (offer.refusal !== null || offer.isRepair) return
  const asked = new AbortController()
  state.asked = asked
  void tryBoth(offer, asked.signal).then(
    (found) => {
      if (asked.signal.aborted) return
      preview.setState({ effects: found.effects })
      affected.setState({ keys: found.keys })
    },
    () => {
      if (!asked.signal.aborted) preview.setState({ isBroken: true })
    },
  )
}

interface Found {
  readonly effects: readonly Effect[]
  readonly keys: ReadonlySet<string>
}

async function tryBoth(offer: Offer, signal: AbortSignal): Promise<Found> {
  const run = currentRun()
  const at = run.cursor()
  const { now } = session.getState()
  const request: TrialRequest = {
    // What was typed into terminals changes nothing.
    document: { ...runDocument(run), typed: [] },
    at,
    commands: [],
    seenMicros: now,
    untilMicros: now + HORIZON_MICROS,
    hashes: false,
  }
  const commands = ordersFor(run.world(), offer)
  const key = `${run.branch().id} ${at} ${now} ${run.seed} ${run.scenario.id}`
  if (state.usual?.key !== key) {
    state.usual = { key, summary: tryOut(request).then(({ summary }) => summary) }
  }
  const [usual, found] = await Promise.all([
    state.usual.summary,
    tryOut({ ...request, commands }, signal),
  ])
  const effects = effectsOf(found.summary, usual)
  return { effects, keys: keysOf(offer, effects, found) }
}

/** The marks on the stage that a trial's effects are about. */
function keysOf(
  offer: Offer,
  effects: readonly Effect[],
  { moments }: TrialAnswer,
): ReadonlySet<string> {
  const partitions = new Set(
    effects.flatMap((effect) => ('partitions' in effect ? effect.partitions : [])),
  )
  const processes = new Set([offer.target, ...namedProcesses(offer)])
  for (const { about, kind } of moments) {
    if (about === null) continue
    if (kind === 'brokerFenced' || kind === 'processKilled') processes.add(about)
    if (kind === 'isrShrunk' || kind === 'leaderChanged') partitions.add(about)
  }
  const groups = effects.flatMap((effect) =>
    effect.type === 'noCoordinator' ? [effect.group] : [],
  )
  return new Set([
    ...[...partitions].map((name) => `partition/${name}`),
    ...[...processes].map((name) => `process/${name}`),
    ...groups.map((id) => `group/${id}`),
  ])
}

function namedProcesses({ commands }: Offer): readonly string[] {
  return commands.flatMap((command) => ('process' in command ? [command.process] : []))
}
