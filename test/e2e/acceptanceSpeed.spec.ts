import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { cpuMeter, drawn, least, told } from '../support/cpu'
import type { Measured } from '../support/cpu'
import { openStill, standingStill } from '../support/page'

// EXPERIENCE (l) 2 and 3. Time is the main thread's own, as on a school laptop.

// A trace takes a picture of the page at each step: that would be measured, too.
test.use({ trace: 'off' })

/** Counts from the first thing on how far things moved that nobody had touched. */
async function watchShifts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const told: string[] = []
    Reflect.set(window, 'shifts', told)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput') === true) continue
        const sources: unknown = Reflect.get(entry, 'sources')
        const names = Array.isArray(sources)
          ? sources.map((source: unknown) => {
              const node: unknown = Reflect.get(Object(source), 'node')
              return node instanceof Element ? `${node.tagName}.${node.className}` : 'text'
            })
          : []
        told.push(`${String(Reflect.get(entry, 'value'))}: ${names.join(', ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () =>
    page.evaluate(() => {
      const told: unknown = Reflect.get(window, 'shifts')
      return Array.isArray(told) ? told.map(String) : []
    })
}

for (const [name, query, width, height] of [
  ['the first minute', 'lang=en', 1440, 900],
  ['a famous run in Chinese', 'lang=zh&scenario=leader-dies', 1440, 900],
  ['a tablet', 'lang=en&scenario=three-nodes', 1024, 768],
  ['a phone', 'lang=en&scenario=three-nodes', 390, 844],
] as const) {
  test(`2: nothing moves after the first frame: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const shifts = await watchShifts(page)
    await page.goto(`/?${query}`)
    // It plays by itself: simulated seconds pass, messages fly, captions change.
    await page.locator('.app[data-work="playing"]').waitFor()
    await page.locator('.stage-flying').first().waitFor({ state: 'attached' })
    await page.keyboard.press('Space')
    await standingStill(page)
    for (const key of ['.', 'Shift+Period', 'Shift+Comma', ',']) {
      await page.keyboard.press(key)
      await standingStill(page)
    }
    await drawn(page)
    expect(await shifts()).toEqual([])
  })
}

/** What a person does within a few minutes, key by key. */
const SESSION = [
  '.',
  ',',
  'Shift+Period',
  'Shift+Comma',
  '2',
  '3',
  '6',
  '8',
  '1',
  'Shift+3',
  'Shift+6',
  'Shift+1',
]
const LAYERS = ['Control+k', 'Shift+Slash', 'Shift+n', 'c']
const ROUNDS = 3

test('2: every key of a session is answered by its frame in less than 200 ms, three of four', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await openStill(page, 'lang=en&scenario=three-nodes')
  const meter = await cpuMeter(page)
  const took = new Map<string, Measured[]>()
  const press = async (key: string, name = key) => {
    const measured = await meter.of(async () => {
      await page.keyboard.press(key)
      await drawn(page)
    })
    took.set(name, [...(took.get(name) ?? []), measured])
    await standingStill(page)
  }
  // What a key shows for the first time is still being brought in its first frames.
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (round === 1) took.clear()
    for (const key of SESSION) await press(key)
    for (const key of LAYERS) {
      await press(key)
      await page.getByRole('dialog').waitFor()
      await press('Escape', `${key} Escape`)
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  }
  const acts = [...took.values()].map(least).sort((a, b) => a - b)
  const message = [...took].map(([key, rounds]) => told(key, rounds)).join('\n')
  expect(acts[Math.floor(acts.length * 0.75)], message).toBeLessThan(200)
  expect(acts.at(-1), message).toBeLessThan(400)
})

const WINDOWS = 3
const WINDOW_MS = 1_500

/** Frames of a page that plays, until so many ms have passed: how many, and how long they lasted. */
function watchFrames(page: Page): Promise<{ readonly count: number; readonly ms: number }> {
  return page.evaluate(async (enough) => {
    const begun = performance.now()
    for (let count = 1; ; count += 1) {
      const now = await new Promise<number>((next) => requestAnimationFrame(next))
      if (now - begun > enough) return { count, ms: now - begun }
    }
  }, WINDOW_MS)
}

async function playOrPause(page: Page, work: 'playing' | 'paused'): Promise<void> {
  await page.keyboard.press('Space')
  await page.locator(`.app[data-work="${work}"]`).waitFor()
}

/**
 * Plays, and holds what a frame takes to how long it lasts. One that comes late on a busy machine
 * has more simulated time to catch up with.
 */
async function expectFrames(page: Page, limit: number): Promise<void> {
  const meter = await cpuMeter(page)
  const shares: number[] = []
  const message: string[] = []
  // Until messages fly, a frame has less to draw.
  await playOrPause(page, 'playing')
  await watchFrames(page)
  await playOrPause(page, 'paused')
  for (let at = 0; at < WINDOWS; at += 1) {
    const frames = { count: 0, ms: 0 }
    const measured = await meter.of(async () => {
      await playOrPause(page, 'playing')
      Object.assign(frames, await watchFrames(page))
      await playOrPause(page, 'paused')
    })
    const lasts = frames.ms / frames.count
    shares.push(measured.ms / frames.count / Math.max(limit, lasts))
    message.push(told(`${frames.count} frames, each ${lasts.toFixed(1)} ms`, [measured]))
  }
  expect(Math.min(...shares), message.join('\n')).toBeLessThan(1)
}

test('3: the default scenario plays at 60 frames a second', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  await expectFrames(page, 1000 / 60)
})

/** The longest task of the page's main thread while it does something, in the thread's own ms. */
async function longestTask(
  page: Page,
  browser: Browser,
  act: () => Promise<unknown>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
  await act()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) =>
      name.endsWith('RunTask') && tdur !== undefined && main.has(`${pid} ${tid}`),
  )
  expect(tasks.length).toBeGreaterThan(50)
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000
}

/** What Chromium's tracing tells of a task: `tdur`, its thread's own time, µs. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

test('3: while the default scenario plays no task takes more than 100 ms', async ({
  page,
  browser,
}) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  const meter = await cpuMeter(page)
  const rounds: Measured[] = []
  for (let at = 0; at < WINDOWS; at += 1) {
    let longest = NaN
    const all = await meter.of(async () => {
      longest = await longestTask(page, browser, async () => {
        await playOrPause(page, 'playing')
        await watchFrames(page)
        await playOrPause(page, 'paused')
      })
    })
    rounds.push({ ms: (longest * all.ms) / all.here, here: longest, load: all.load })
  }
  expect(least(rounds), told('longest task', rounds)).toBeLessThan(100)
})

test('3: 60 partitions on 9 brokers play at 30 frames a second', async ({ page }) => {
  test.setTimeout(120_000)
  const link = execFileSync('npx', ['tsx', 'test/nets/link.ts', 'large'], { encoding: 'utf8' })
  await page.goto(`/${link.trim()}`)
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 90_000 })
  await expect(page.locator('.stage-mark[data-key^="replica"]')).toHaveCount(180)
  await expectFrames(page, 1000 / 30)
})
