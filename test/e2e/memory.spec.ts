import { expect, test } from '@playwright/test'
import { errorsOf } from '../support/page'

// EXPERIENCE (l) 18.

/** Ten minutes are walked by `OFFSET_FUZZ_MINUTES=10 npx playwright test -g '18:'`. */
const MINUTES = Number(process.env['OFFSET_FUZZ_MINUTES'] ?? 0)
/** Ms between two inputs, how many come between two looks at the page, and how often it is looked at. */
const FUZZ =
  MINUTES > 0
    ? { pace: 40, inputs: 300, looks: Math.ceil((MINUTES * 60_000) / 40 / 300) }
    : { pace: 15, inputs: 100, looks: 8 }

test('18: random keys and presses break nothing, time goes on, and memory does not grow', async ({
  page,
}) => {
  test.setTimeout(180_000 + MINUTES * 240_000)
  const errors = errorsOf(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  await page.goto(`/?fuzz=${FUZZ.pace}&fuzzKeys&seed=7&lang=en`)
  const heap: number[] = []
  const nodes: number[] = []
  for (let look = 1; look <= FUZZ.looks; look += 1) {
    // More input comes only when simulated time has passed: a run that stands still fails here.
    await page.waitForFunction(
      (least) => Number(document.documentElement.dataset['fuzzed'] ?? 0) >= least,
      look * FUZZ.inputs,
      { timeout: 60_000 + MINUTES * 6_000 },
    )
    // What is left when garbage is gone: how late it is collected does not count.
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN
    heap.push(Math.round(of('JSHeapUsedSize') / 100_000) / 10)
    nodes.push(of('Nodes'))
    expect(await page.locator('.panel-failed, .app-broken').allInnerTexts()).toEqual([])
  }
  expect(errors).toEqual([])
  const micros = (await page.locator('html').getAttribute('data-passed')) ?? ''
  const passed = micros.split(' ').map((text) => Number(text) / 1_000_000)
  expect(passed.length).toBeGreaterThanOrEqual((FUZZ.looks * FUZZ.inputs) / 100)
  const told = `MB ${heap.join(' → ')}; nodes ${nodes.join(' → ')}; seconds ${passed.join(' → ')}`
  test.info().annotations.push({ type: 'walked', description: told })
  const later = passed.slice(1)
  expect(later.filter((at, look) => !(at > (passed[look] ?? NaN)))).toEqual([])
  expect(Math.max(...heap)).toBeLessThan(350)
  // Parts of the page and the run come in the first half; what leaks would rise on after them.
  const half = Math.floor(FUZZ.looks / 2)
  const [before, after] = [heap.slice(0, half), heap.slice(half)]
  expect(Math.min(...after), told).toBeLessThan(1.5 * Math.max(...before))
  // What is out of the page is out of the memory, too: elements pile up in no case.
  expect(Math.min(...nodes.slice(half)), told).toBeLessThan(1.5 * Math.max(...nodes.slice(0, half)))
})
