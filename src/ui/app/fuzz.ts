import { playback } from '~/store/playback'
import { session } from '~/store/session'
import { DEEDS } from './deeds'

/** What input is made up. */
export interface FuzzWish {
  readonly byPointer: boolean
  readonly byKeys: boolean
  /** The same seed presses the same sequence of keys and, on the same page, the same buttons. */
  readonly seed: number
  /** Time between two inputs, ms. */
  readonly everyMs: number
}

/** Time between two inputs where the address does not say it, ms: the pace of a quick person. */
const EVERY_MS = 40
/** The pace that an address asks for: `?fuzz=10`. */
export function paceOf(text: string | null): number {
  const told = Number(text)
  return told >= 1 ? told : EVERY_MS
}
const PRESSED =
  'button, [role="tab"], [role="option"], [role="menuitem"], [role="row"], [role="gridcell"], select, input, svg g'
/** What a browser answers with a window of its own; what nobody can press below an open layer. */
const LEFT_ALONE = '[download], [type="file"], [inert] *'
const MOVES = ['Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Enter', 'Home', 'End']

/** A generator of whole numbers below a bound: Park and Miller’s, exact in a double. */
function drawer(seed: number): (bound: number) => number {
  let state = (Math.abs(Math.trunc(seed)) % 2_147_483_646) + 1
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
}

type Draw = ReturnType<typeof drawer>

function pressSomething(draw: Draw): void {
  const all = [...document.querySelectorAll<HTMLElement | SVGElement>(PRESSED)].filter(
    (element) => element.getClientRects().length > 0 && element.closest(LEFT_ALONE) === null,
  )
  const element = all[draw(Math.max(1, all.length))]
  if (element === undefined) return
  const { left, top, width, height } = element.getBoundingClientRect()
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true }
  const types = draw(12) === 0 ? ['contextmenu'] : ['pointerover', 'mouseover', 'click']
  for (const type of types) element.dispatchEvent(new MouseEvent(type, { ...at, cancelable: true }))
}

function keyDown(target: Element, how: KeyboardEventInit): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { ...how, bubbles: true, cancelable: true }))
}

function pressKey(draw: Draw): void {
  const deeds = DEEDS.filter(({ code }) => code !== undefined)
  const isMove = draw(3) === 0
  const deed = deeds[draw(deeds.length)]
  const move = MOVES[draw(MOVES.length)] ?? 'Tab'
  const code = deed?.code ?? ''
  const how = isMove
    ? { code: move, key: move }
    : // A layer asks for the key, the page for the place of it.
      { code, key: code, shiftKey: deed?.shift ?? false, ctrlKey: deed?.ctrl ?? false }
  keyDown(document.activeElement ?? document.body, how)
}

/** So many inputs, then the run is let go on: most of what is pressed holds it. */
const INPUTS_IN_A_ROW = 100

/** What a person does to go on: closes what lies above the page, mends the cluster, plays. */
function letGoOn(): void {
  if (session.getState().isOpening) return
  // Esc closes the topmost, which came last.
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  const layer = [...layers].at(-1)
  if (layer !== undefined) keyDown(layer, { code: 'Escape', key: 'Escape' })
  const { isPlaying, pace } = playback.getState()
  // Where all is down nothing comes.
  if (pace.type === 'still') keyDown(document.body, { code: 'KeyH' })
  if (!isPlaying || pace.type === 'hold') keyDown(document.body, { code: 'Space' })
}

/** Simulated time that has passed while the run played, µs: no step of a paused one counts. */
function passedTime(): () => number {
  let micros = 0
  session.subscribe(({ run, now }, old) => {
    const isPassing = ['flight', 'gap', 'hold'].includes(playback.getState().pace.type)
    if (run === old.run && isPassing) micros += Math.max(0, now - old.now)
  })
  return () => micros
}

/**
 * Presses random buttons and keys until the page is left; how many is told by `data-fuzzed`. After
 * every hundred the run is let go on, and nothing more is pressed until simulated time has passed;
 * how much had at each hundred is told by `data-passed`, µs.
 */
export function startFuzzing({ byPointer, byKeys, seed, everyMs }: FuzzWish): void {
  const draw = drawer(seed)
  const passed = passedTime()
  const told = document.documentElement.dataset
  const atHundreds: number[] = []
  let count = 0
  let awaited = -1
  window.setInterval(() => {
    if (passed() <= awaited) return letGoOn()
    if (byPointer && (!byKeys || draw(2) === 0)) pressSomething(draw)
    else pressKey(draw)
    count += 1
    told['fuzzed'] = String(count)
    awaited = -1
    if (count % INPUTS_IN_A_ROW !== 0) return
    awaited = passed()
    atHundreds.push(awaited)
    told['passed'] = atHundreds.join(' ')
  }, everyMs)
}
