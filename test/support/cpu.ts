import type { Page } from '@playwright/test'

/** A school laptop: its processor is so many times slower than the one measured here. */
const SLOWER = 4
/** What the bare loop takes on the machine that the limits were set on, ms. */
const LOOP_MS = 225
const LOOPS = 30_000_000

/**
 * Measures what the page's main thread computes, in its own time: how busy the machine is beside
 * it, and how fast, does not count.
 */
export interface CpuMeter {
  /** Milliseconds that a school laptop computes for an act; `slower` 1: the reference machine. */
  readonly of: (act: () => Promise<unknown>) => Promise<number>
  /** Milliseconds there for one of a thread's own here. */
  readonly scale: number
}

/** A meter of a page; the bare loop tells how fast this machine is. */
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
  const loop = () =>
    page.evaluate((count) => {
      let sum = 0
      for (let at = 0; at < count; at += 1) sum = (sum * 31 + at) | 0
      return sum
    }, LOOPS)
  await loop()
  const speed = (await measure(loop)) / LOOP_MS
  const scale = slower / speed
  return { of: async (act) => (await measure(act)) * scale, scale }
}

/** Two frames more: what was asked for is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
  )
}
