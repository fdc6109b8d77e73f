import { beforeEach, expect, test } from 'vitest'
import { LIBRARY } from '~/scenarios/library'
import { dwell, phaseNow } from '~/store/dwell'
import { playback, playFor, setPacing, setPlaying, setSpeed } from '~/store/playback'
import {
  attempt,
  changed,
  currentRun,
  openFurther,
  openScenario,
  seek,
  session,
} from '~/store/session'

const FRAME_MS = 16

/** Opens three nodes at work, where records are on their way. */
beforeEach(() => {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  openScenario(scenario, 1)
  while (!openFurther(() => 0, 1)) continue
  attempt(() => currentRun().advance(8_000_000, 100_000), 0)
  changed()
  setSpeed(1)
  setPacing('paced')
  setPlaying(true)
})

/** What one frame shows. */
interface Shown {
  readonly phase: number
  readonly now: number
  readonly index: number
  readonly held: boolean
}

/** Plays frame by frame; a clock that stands still gives each frame all the time it wants. */
function play(frames: number): readonly Shown[] {
  return Array.from({ length: frames }, () => {
    playFor(FRAME_MS, { clock: () => 0, readingMs: () => 900 })
    const { now } = session.getState()
    const held = playback.getState().pace.type === 'hold'
    return { phase: phaseNow(), now, index: currentRun().cursor(), held }
  })
}

/** The frames of each rest. */
function restsOf(shown: readonly Shown[]): readonly (readonly Shown[])[] {
  const rests: Shown[][] = []
  for (const [at, frame] of shown.entries()) {
    if (frame.phase >= 1) continue
    if ((shown[at - 1]?.phase ?? 1) >= 1) rests.push([])
    rests.at(-1)?.push(frame)
  }
  return rests
}

const played = new Set(['RecordsAppended', 'HighWatermarkAdvanced', 'LogTruncated'])

test('time rests where a log changes, and the change is played from before to after', () => {
  const rests = restsOf(play(1_500)).filter(([first]) => first?.held === false)
  expect(rests.length).toBeGreaterThan(3)
  for (const rest of rests) {
    const phases = rest.map(({ phase }) => phase)
    expect(phases[0]).toBe(0)
    expect(phases).toEqual(phases.toSorted((a, b) => a - b))
    expect(new Set(rest.map(({ now }) => now)).size).toBe(1)
    expect(rest).toHaveLength(240 / FRAME_MS)
    const { facts } = currentRun().stepAt((rest[0]?.index ?? 0) - 1)
    expect(facts.some(({ fact }) => played.has(fact.type))).toBe(true)
  }
})

test('twice the speed rests half as long; even time rests at no record', () => {
  setSpeed(2)
  const quick = restsOf(play(600)).filter(([first]) => first?.held === false)
  expect(quick.length).toBeGreaterThan(0)
  for (const rest of quick) expect(rest.length).toBeLessThanOrEqual(120 / FRAME_MS + 1)
  setPacing('even')
  play(40)
  expect(restsOf(play(400)).filter(([first]) => first?.held === false)).toEqual([])
})

/** Plays until something is being played. */
function untilRest(): void {
  for (let frame = 0; frame < 2_000 && phaseNow() >= 1; frame += 1) play(1)
  expect(phaseNow()).toBeLessThan(1)
}

test('whoever pauses or steps sees what is, not what becomes', () => {
  untilRest()
  setPlaying(false)
  expect(phaseNow()).toBe(1)
  setPlaying(true)
  untilRest()
  const shown = dwell.getState()
  seek(currentRun().cursor() - 1)
  expect(phaseNow(shown)).toBe(1)
})

test('from the beginning of a run that is known time passes, to the scenario’s own commands and on', () => {
  seek(0)
  play(60)
  expect(currentRun().cursor()).toBeGreaterThan(0)
  expect(session.getState().now).toBeGreaterThan(0)
})
