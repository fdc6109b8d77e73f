import type { Page } from '@playwright/test'

/** A school laptop: its processor is so many times slower than the one measured here. */
const SLOWER = 4
/** What the load takes on the machine that the limits were set on, ms. */
const LOAD_MS = 26
/** So often the load runs before it is measured: the first times are compiled and grow the heap. */
const WARM_UPS = 6

/** What one measurement gives: the act in a school laptop's ms, and what it was computed from. */
export interface Measured {
  /** What a school laptop's main thread computes for the act, ms. */
  readonly ms: number
  /** What this machine's computed, ms. */
  readonly here: number
  /** What the load took before and after it, ms. */
  readonly load: number
}

/**
 * Measures what the page's main thread computes, in its own time, as a ratio to a load of the
 * page's own kind that runs right before and after: how fast the machine is, and how much other
 * programs slow it down by its caches, does not count.
 */
export interface CpuMeter {
  readonly of: (act: () => Promise<unknown>) => Promise<Measured>
  /** A school laptop's ms for what took so long here, while the load took so long. */
  readonly slower: (here: number, load: number) => number
}

/** Whatever disturbs a measurement adds to it: an act takes what it takes in its best round. */
export function least(rounds: readonly Measured[]): number {
  return Math.min(...rounds.map(({ ms }) => ms))
}

/** For the message of a check that fails. */
export function told(name: string, rounds: readonly Measured[]): string {
  const each = rounds.map(
    ({ ms, here, load }) => `${ms.toFixed(1)} (${here.toFixed(1)} here, load ${load.toFixed(1)})`,
  )
  return `${name}: ${each.join(', ')}`
}

/**
 * What a page like this one does for a frame, once: walks older objects, makes new ones and maps of
 * them, makes, patches and removes four hundred marks of SVG, and asks where they are. It runs in
 * the page, so it holds all that it calls.
 */
function pageLoad(): number {
  interface Mark {
    readonly key: string
    readonly x: number
  }
  const kept = (): Map<string, Mark> => {
    const found: unknown = Reflect.get(window, 'measuredLoad')
    if (found instanceof Map) return found as Map<string, Mark>
    const made = new Map<string, Mark>()
    for (let at = 0; at < 20_000; at += 1) made.set(`mark ${at}`, { key: `mark ${at}`, x: at })
    Reflect.set(window, 'measuredLoad', made)
    return made
  }
  const walk = (old: ReadonlyMap<string, Mark>) => {
    let sum = 0
    for (let at = 0; at < 20_000; at += 1) sum += old.get(`mark ${(at * 7_919) % 20_000}`)?.x ?? 0
    return sum
  }
  const sorted = () => {
    const made = new Map<string, Mark>()
    for (let at = 0; at < 6_000; at += 1) {
      const mark = { key: `new ${at}`, x: (at * 7_919) % 640 }
      made.set(mark.key, { ...mark, x: mark.x + 1 })
    }
    return [...made.values()].sort((a, b) => a.x - b.x || a.key.localeCompare(b.key))
  }
  const node = (name: string, attributes: Readonly<Record<string, string>>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const draw = (marks: readonly Mark[]) => {
    const style = 'position:fixed;left:-900px;width:640px;height:480px;contain:strict'
    const svg = node('svg', { style })
    for (const { x } of marks) {
      const group = node('g', { class: 'measured-mark', transform: `translate(${x},${x % 480})` })
      const text = node('text', {})
      text.textContent = String(x)
      group.append(node('rect', { width: '52', height: '26' }), text)
      svg.append(group)
    }
    document.body.append(svg)
    return svg
  }
  const patch = (svg: Element, round: number) => {
    for (const [at, mark] of [...svg.children].entries()) {
      mark.setAttribute('transform', `translate(${(at * 17 + round) % 640},${at})`)
      if (at % 4 === round && mark.lastChild !== null) mark.lastChild.textContent = `${at}.${round}`
    }
    return svg.querySelector('text')?.getBoundingClientRect().width ?? 0
  }
  const svg = draw(sorted().slice(0, 400))
  const sum = walk(kept()) + patch(svg, 0) + patch(svg, 1)
  svg.remove()
  return sum
}

/** A meter of a page; `slower` 1: the machine that the limits were set on. */
export async function cpuMeter(page: Page, slower = SLOWER): Promise<CpuMeter> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const used = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN)
  }
  const measure = async (act: () => Promise<unknown>) => {
    const before = await used()
    await act()
    return (await used()) - before
  }
  const load = () => measure(() => page.evaluate(pageLoad))
  for (let time = 0; time < WARM_UPS; time += 1) await load()
  const asSlow = (here: number, taken: number) => (here / taken) * LOAD_MS * slower
  return {
    slower: asSlow,
    of: async (act) => {
      const before = await load()
      const here = await measure(act)
      const taken = (before + (await load())) / 2
      return { ms: asSlow(here, taken), here, load: taken }
    },
  }
}

/** Two frames more: what was asked for is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  )
}
