import type { Browser, CDPSession, Page } from '@playwright/test'
import { longRun } from '../support/longRun'
import type { Row } from './measure'
import { median, quantile } from './measure'

/** A school laptop: its processor is so many times slower than this one. */
const SLOWDOWN = 4
/** Fast 4G as Chromium's tools have it: ms, bytes a second. */
const FAST_4G = { latency: 60, downloadThroughput: 1_012_500, uploadThroughput: 168_750 }
const VIEWPORT = { width: 1366, height: 768 }
/** On a busy machine everything takes its time. */
const PATIENCE_MS = 180_000
const LONG_RUN = 100_000
const MEGABYTE = 1_000_000
const PLAYED_MS = 40_000

async function slowPage(browser: Browser): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.setDefaultTimeout(PATIENCE_MS)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  return { page, devtools }
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first()

/** Time since the page was asked for, ms. */
const sinceStart = (page: Page) => page.evaluate(() => performance.now())

/**
 * Notes in the page itself, from before its first script on, when a frame first shows a part: what
 * drives the page asks it in turns of its own, which a slow processor makes late.
 */
function watchArrival(): void {
  const arrival: Record<string, number> = {}
  Reflect.set(window, 'arrival', arrival)
  const parts = new Map([
    ['stage', '.stage-mark'],
    ['answer', 'button[aria-label="Play"]'],
  ])
  const look = () => {
    for (const [name, selector] of parts) {
      if (name === 'answer' && arrival['stage'] === undefined) continue
      if (document.querySelector(selector) === null) continue
      parts.delete(name)
      // What a task after the next frame sees has been drawn.
      requestAnimationFrame(() => {
        const drawn = new MessageChannel()
        drawn.port1.onmessage = () => {
          arrival[name] = performance.now()
        }
        drawn.port2.postMessage(null)
      })
    }
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributeFilter: ['aria-label'],
  })
}

/** When a part was first shown, ms since the page was asked for. */
async function shownAt(page: Page, part: string): Promise<number> {
  const shown = await page.waitForFunction(
    (name) => (Reflect.get(window, 'arrival') as Record<string, number>)[name],
    part,
  )
  return (await shown.jsonValue()) ?? Number.NaN
}

interface Spot {
  readonly x: number
  readonly y: number
}

/** Where a part stands; the element may be another one a moment later. */
async function middleOf(page: Page, selector: string): Promise<Spot> {
  const found = await page.waitForFunction((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return null
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }, selector)
  const spot = await found.jsonValue()
  if (spot === null) throw new Error(`${selector} stands somewhere`)
  return spot
}

/** From the link to the first picture, and to the first answer. EXPERIENCE, l, 1. */
async function arrivalRows(browser: Browser, address: string): Promise<readonly Row[]> {
  const drawn: number[] = []
  const answered: number[] = []
  const opened: number[] = []
  for (let visit = 0; visit < 3; visit += 1) {
    const { page, devtools } = await slowPage(browser)
    await page.addInitScript(watchArrival)
    await devtools.send('Network.enable')
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...FAST_4G })
    await page.goto(address, { waitUntil: 'commit' })
    drawn.push(await shownAt(page, 'stage'))
    // A person clicks where the button stands, without asking the page first.
    const { x, y } = await middleOf(page, 'button[aria-label="Pause"]')
    await page.mouse.click(x, y)
    // The button is the answer: it offers to play again.
    answered.push(await shownAt(page, 'answer'))
    // And the run does stand still when it is open.
    await page.locator('.app[data-work="paused"]').waitFor()
    opened.push(await sinceStart(page))
    await page.close()
  }
  const about = { unit: ' s', note: `Fast 4G, ${SLOWDOWN}× slower processor, middle of 3` }
  const note = `the run is open after ${(median(opened) / 1_000).toFixed(1)} s`
  return [
    { name: 'first frame with the stage', value: median(drawn) / 1_000, budget: 1, ...about },
    { name: 'first input answered', value: median(answered) / 1_000, budget: 2, ...about, note },
  ]
}

/** Watches the page from before its first script on: what it answers late, what blocks it. */
function watchDelays(): void {
  const delays = { events: new Map<number, number>(), tasks: [] as number[] }
  Reflect.set(window, 'delays', delays)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const id = Number(Reflect.get(entry, 'interactionId') ?? 0)
      if (id > 0) delays.events.set(id, Math.max(delays.events.get(id) ?? 0, entry.duration))
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) delays.tasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })
}

interface Delays {
  readonly events: readonly number[]
  readonly tasks: readonly number[]
}

function delaysOf(page: Page): Promise<Delays> {
  return page.evaluate(() => {
    const { events, tasks } = Reflect.get(window, 'delays') as {
      events: Map<number, number>
      tasks: number[]
    }
    const seen = { events: [...events.values()], tasks: [...tasks] }
    events.clear()
    tasks.length = 0
    return seen
  })
}

/** The buttons step by events; at first they go from moment to moment. */
async function stepByEvents(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Step' }).selectOption('event')
}

/** What a visitor does in a minute: plays, steps, looks at lenses. EXPERIENCE, l, 2 and 3. */
async function sessionRows(browser: Browser, address: string): Promise<readonly Row[]> {
  const { page } = await slowPage(browser)
  await page.addInitScript(watchDelays)
  await page.goto(address)
  await page.locator('.app[data-work="playing"]').waitFor()
  await page.waitForTimeout(4_000)
  await delaysOf(page)
  await page.waitForTimeout(8_000)
  const playing = await delaysOf(page)
  await button(page, 'Pause').click()
  const clickThrice = async (name: string | RegExp) => {
    for (let count = 0; count < 3; count += 1) await button(page, name).click()
  }
  await clickThrice('Previous moment')
  await clickThrice('Next moment')
  await stepByEvents(page)
  await clickThrice(/^Step back/)
  await clickThrice(/^Step forward/)
  await button(page, 'Play').click()
  await page.waitForTimeout(500)
  const { events } = await delaysOf(page)
  await page.close()
  const row = { unit: ' ms', note: `${events.length} inputs of 16 ms or more` }
  return [
    { name: 'input to next frame, 75 of 100', value: quantile(events, 75), budget: 200, ...row },
    { name: 'input to next frame, slowest', value: Math.max(0, ...events), budget: 400, ...row },
    {
      name: 'longest task while the default scenario plays',
      value: Math.max(0, ...playing.tasks),
      budget: 100,
      unit: ' ms',
      note: `${playing.tasks.length} tasks of 50 ms or more in 8 s`,
    },
  ]
}

/** A step back in a long run, until it is drawn. EXPERIENCE, l, 4. */
async function stepRows(browser: Browser, address: string): Promise<readonly Row[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(address + longRun(LONG_RUN))
  await page.getByText(`event ${LONG_RUN} of ${LONG_RUN}`, { exact: true }).waitFor()
  await stepByEvents(page)
  const steps: number[] = []
  for (let count = 0; count < 12; count += 1) {
    await page.getByRole('slider', { name: 'Time in the whole run' }).press('PageDown')
    await page.waitForTimeout(50)
    const back = await button(page, /^Step back/).elementHandle()
    if (back === null) throw new Error('the page steps back')
    steps.push(
      await back.evaluate(async (element) => {
        const begun = performance.now()
        if (element instanceof HTMLElement) element.click()
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        return performance.now() - begun
      }),
    )
  }
  await page.close()
  const note = `slowest of ${steps.length}, to the next frame`
  const name = 'step back on the page in 100,000 events'
  return [{ name, value: Math.max(...steps), budget: 100, unit: ' ms', note }]
}

/** Memory that is left after garbage is collected, while the page plays. EXPERIENCE, l, 18. */
async function memoryRows(browser: Browser, address: string): Promise<readonly Row[]> {
  const page = await browser.newPage({ viewport: VIEWPORT })
  page.setDefaultTimeout(PATIENCE_MS)
  const devtools = await page.context().newCDPSession(page)
  await page.goto(address)
  await page.locator('.app[data-work="playing"]').waitFor()
  const used: number[] = []
  for (let part = 0; part < 5; part += 1) {
    await page.waitForTimeout(PLAYED_MS / 5)
    await devtools.send('HeapProfiler.collectGarbage')
    used.push((await devtools.send('Runtime.getHeapUsage')).usedSize / MEGABYTE)
  }
  await page.close()
  const [first = 0, last = 0] = [used[1], used.at(-1)]
  const note = used.map((value) => value.toFixed(0)).join(' → ')
  return [
    { name: 'memory of the page after playing', value: last, budget: 350, unit: ' MB', note },
    {
      name: 'memory at the end against the beginning',
      value: last / first,
      budget: 1.5,
      unit: '×',
      note,
    },
  ]
}

/** What a visitor meets: arrival, answers, steps, memory. */
export async function visitRows(browser: Browser, address: string): Promise<readonly Row[]> {
  return [
    ...(await arrivalRows(browser, address)),
    ...(await sessionRows(browser, address)),
    ...(await stepRows(browser, address)),
    ...(await memoryRows(browser, address)),
  ]
}
