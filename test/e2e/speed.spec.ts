import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { cpuMeter, drawn, least, told } from '../support/cpu'
import type { Measured } from '../support/cpu'

const LONG = 100_000
const ROUNDS = 3

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
  const meter = await cpuMeter(page, 1)
  const took = new Map<string, Measured[]>()
  const measure = async (name: string, act: () => Promise<void>) => {
    const measured = await meter.of(async () => {
      await act()
      await drawn(page)
    })
    took.set(name, [...(took.get(name) ?? []), measured])
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    await ruler.press('End')
    await expect.poll(() => cursorOf(page)).toBe(LONG)
    let last = LONG
    for (const [at, key] of ['PageDown', 'PageDown', 'Home'].entries()) {
      await ruler.focus()
      await measure(`${at} ${key}`, () => page.keyboard.press(key))
      await expect.poll(() => cursorOf(page)).toBeLessThan(last)
      const place = await cursorOf(page)
      await forward.click()
      await expect.poll(() => cursorOf(page)).toBeGreaterThan(place)
      await measure(`${at} back`, () => back.click())
      await expect.poll(() => cursorOf(page)).toBe(place)
      last = place
    }
  }
  // EXPERIENCE (l) 4: the main thread's own time, drawing included.
  const message = [...took].map(([name, rounds]) => told(name, rounds)).join('\n')
  expect(Math.max(...[...took.values()].map(least)), message).toBeLessThan(100)
})
