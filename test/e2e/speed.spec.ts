import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { cpuMeter, drawn } from '../support/cpu'
const LONG = 100_000
const KILOBYTE = 1_000

// A trace takes a picture of the page at each step: that would be measured, too.
test.use({ trace: 'off' })

/** The run that the page opens with, so many events long, looked at from its end. */
function longRun(): string {
  const link = execFileSync('npx', ['tsx', 'test/nets/link.ts', String(LONG)], { encoding: 'utf8' })
  return `/${link.trim()}`
}

/** How many events lie before the cursor. */
async function cursorOf(page: Page): Promise<number> {
  const text = await page.getByText(new RegExp(`^event \\d+ of ${LONG}$`)).innerText()
  return Number(/\d+/.exec(text)?.[0])
}

test('there is a picture before 250 kB of script', async ({ page, request }) => {
  const opening = await (await request.get('/')).text()
  const scripts = /<(?:script[^>]* src|link rel="modulepreload"[^>]* href)="([^"]+)"/g
  const first = [...opening.matchAll(scripts)].map(([, path = '']) => path.replace(/^\./, ''))
  expect(first.length).toBeGreaterThan(0)
  let bytes = 0
  for (const path of first) bytes += gzipSync(await (await request.get(path)).body()).length
  expect(bytes / KILOBYTE).toBeLessThan(250)
  // Nothing else that is a script is needed for it.
  await page.route('**/*.js', (route) =>
    first.includes(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
  )
  await page.goto('/')
  await expect(page.locator('.app[data-work="opening"] .app-main svg').first()).toBeVisible()
})

test('one steps back and forward anywhere in a run of 100,000 events', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto(longRun())
  await expect(page.getByText(`event ${LONG} of ${LONG}`, { exact: true })).toBeVisible({
    timeout: 150_000,
  })
  await page.getByRole('combobox', { name: 'Step' }).selectOption('event')
  const back = page.getByRole('button', { name: /^Step back/ })
  const forward = page.getByRole('button', { name: /^Step forward/ })
  const ruler = page.getByRole('slider', { name: 'Time in the whole run' })
  const places = [await cursorOf(page)]
  const meter = await cpuMeter(page, 1)
  const took: number[] = []
  for (const key of ['PageDown', 'PageDown', 'Home']) {
    await ruler.focus()
    const jump = async () => {
      await page.keyboard.press(key)
      await drawn(page)
    }
    took.push(await meter.of(jump))
    await expect.poll(() => cursorOf(page)).toBeLessThan(places.at(-1) ?? 0)
    const place = await cursorOf(page)
    places.push(place)
    await forward.click()
    await expect.poll(() => cursorOf(page)).toBeGreaterThan(place)
    const stepBack = async () => {
      await back.click()
      await drawn(page)
    }
    took.push(await meter.of(stepBack))
    await expect.poll(() => cursorOf(page)).toBe(place)
  }
  // EXPERIENCE (l) 4: the main thread's own time, drawing included.
  expect(Math.max(...took)).toBeLessThan(100)
})
