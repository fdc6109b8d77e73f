import { createStore } from 'zustand/vanilla'
import type { Alternative, Retake } from '~/engine/why/retake'
import { beginRetake, furtherRetake } from '~/engine/why/retake'
import type { Permission } from './allowed'
import { isOff } from './allowed'
import { compare } from './compare'
import { setPlaying } from './playback'
import { attempt, changed, currentRun, loadCommandLine, session } from './session'

export type { Alternative }

/** An alternative that is being lived through, and the future that it is compared with. */
interface Trying {
  readonly retake: Retake | null
  readonly old: number
}

/** A future is lived through so far behind the asked instant at least, µs. */
const BEYOND = 5_000_000
const EVENTS_AT_ONCE = 64

/** The store. */
export const trying = createStore<Trying>(() => ({ retake: null, old: 0 }))

/** True while an alternative is lived through. */
export function isTrying({ retake }: Trying): boolean {
  return retake !== null
}

/** What has to be allowed for an alternative; what only heals or leaves out needs nothing. */
export function neededFor({ label }: Alternative): readonly Permission[] {
  switch (label) {
    case 'config':
    case 'client':
      return ['settings']
    case 'stop':
      return ['stop']
    case 'heal':
    case 'restart':
    case 'without':
      return []
  }
}

/** Begins the future of an alternative beside the one that is shown. */
export async function tryAlternative(alternative: Alternative): Promise<void> {
  if (isTrying(trying.getState()) || neededFor(alternative).some(isOff)) return
  await loadCommandLine()
  setPlaying(false)
  const run = currentRun()
  const old = run.branch().id
  const end = run.timeAt(run.endIndex() - 1)
  const horizon = Math.max(end, session.getState().now + BEYOND)
  const retake = attempt(() => beginRetake(run, alternative, horizon), null)
  if (retake === null) return
  run.rename(retake.branch, nameFor(alternative))
  trying.setState({ retake, old })
  changed()
}

/** The new future is called by what is otherwise in it, where that is a setting. */
function nameFor({ label, values }: Alternative): string | null {
  if (label !== 'config' && label !== 'client') return null
  return `${String(values['name'])}=${String(values['value'])}`
}

/**
 * Goes on for a slice of time; at the end both futures stand side by side.
 * @returns true when it is done.
 */
export function tryFurther(clock: () => number, sliceMs: number): boolean {
  const { retake, old } = trying.getState()
  if (retake === null) return true
  const run = currentRun()
  const begun = clock()
  let isOver = run.branch().id !== retake.branch
  while (!isOver && clock() - begun < sliceMs) {
    isOver = attempt(() => furtherRetake(run, retake, EVENTS_AT_ONCE), true)
  }
  if (!isOver) return false
  trying.setState({ retake: null, old: 0 })
  changed()
  const isKept = run.branches().some(({ id }) => id === old)
  if (isKept) compare({ a: old, b: retake.branch }, retake.horizon)
  return true
}
