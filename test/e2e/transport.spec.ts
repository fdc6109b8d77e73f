import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { en } from '../../src/words/en'
import { zh } from '../../src/words/zh'
import { drawn } from '../support/cpu'
import { openStill, pressAndWait } from '../support/page'

const WORDS = { en, zh } as const

const WIDTHS = [
  [390, 844],
  [768, 1024],
  [1024, 768],
  [1181, 800],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const

/** The longest that the clock says of a rate; no timer's setting is longer. */
const LONGEST = (sentence: string) =>
  sentence
    .replace('{time}', '999 ms')
    .replace('{config}', 'replica.high.watermark.checkpoint.interval.ms')

/** Crashes one thing of the stage. */
async function breakOne(page: Page, key: string): Promise<void> {
  await page.locator(`[data-key="${key}"]`).focus()
  await pressAndWait(page, 'Enter')
  await pressAndWait(page, 'k')
}

/** Two futures, and three things broken in the second one. */
async function breakThree(page: Page): Promise<void> {
  await pressAndWait(page, ',')
  await pressAndWait(page, ',')
  for (const key of ['broker/2', 'broker/3', 'client/shop']) await breakOne(page, key)
  await pressAndWait(page, '.')
  await page.locator('.fault-tray[data-broken]').waitFor()
}

/** What of the transport is cut, lies over something else of it, or stands out of the window. */
function badParts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('.app-time *')].filter(
      (one) => one.checkVisibility() && one.closest('.visually-hidden, svg') === null,
    )
    const told = (one: HTMLElement) => `${one.className} "${one.innerText}"`
    const cut = all
      .filter((one) => one.innerText !== '' && one.clientWidth > 0)
      .filter((one) => one.scrollWidth > one.clientWidth)
      .map((one) => `cut: ${told(one)}`)
    const parts = all.filter((one) => one.matches('button, select, .speed, .clock > p'))
    const boxes = parts.map((one) => ({ one, box: one.getBoundingClientRect() }))
    const out = boxes
      .filter(({ box }) => box.left < 0 || box.right > innerWidth || box.bottom > innerHeight)
      .map(({ one }) => `out: ${told(one)}`)
    const over = boxes.flatMap(({ one, box }, place) =>
      boxes
        .slice(place + 1)
        .filter(
          ({ box: other }) =>
            Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1 &&
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1,
        )
        .map((other) => `over: ${told(one)}, ${told(other.one)}`),
    )
    const row = document.querySelector('.transport-row')?.getBoundingClientRect().top ?? 0
    const low = boxes
      .filter(({ one, box }) => one.matches('.clock-rate') && box.bottom > row + 1)
      .map(({ one }) => `low: ${told(one)}`)
    return [...cut, ...out, ...over, ...low]
  })
}

/** The controls of time by their names, those behind the button for the rest, too. */
async function reachable(page: Page): Promise<readonly string[]> {
  const namesIn = (region: string) =>
    page
      .locator(`${region} :is(button, select, [role="radiogroup"]):visible`)
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent))
  const inRow = await namesIn('.app-time')
  const rest = page.locator('.transport-rest')
  if ((await rest.count()) === 0) return inRow
  await rest.click()
  await page.locator('.transport-panel').waitFor()
  const behind = await namesIn('.transport-panel')
  await page.keyboard.press('Escape')
  return [...inRow, ...behind]
}

const CONTROLS = [
  'time.start',
  'time.previous',
  'time.play',
  'time.next',
  'time.end',
  'time.unit',
  'time.speed',
  'time.pace',
  'until.button',
  'time.bookmark',
  'time.branch',
  'time.branches',
  'compare.title',
  'faults.open',
] as const

/** The window in another size, and what stands in it laid out anew. */
async function resize(page: Page, [width, height]: (typeof WIDTHS)[number]): Promise<void> {
  await page.setViewportSize({ width, height })
  // What measures itself draws once more.
  await drawn(page)
  await drawn(page)
}

for (const language of ['en', 'zh'] as const) {
  test(`time at every width, ${language}: all can be pressed, nothing is cut`, async ({ page }) => {
    test.setTimeout(120_000)
    await openStill(page, `lang=${language}&scenario=three-nodes`)
    const row = page.locator('.transport-row')
    const rows = new Map<number, Awaited<ReturnType<typeof row.boundingBox>>>()
    for (const size of WIDTHS) {
      await resize(page, size)
      expect.soft(await badParts(page), `${size[0]} px`).toEqual([])
      rows.set(size[0], await row.boundingBox())
    }
    await breakThree(page)
    // With nothing chosen nothing lies over the row, be the window ever so narrow.
    await page.keyboard.press('Escape')
    const rate = LONGEST(WORDS[language]['time.gap.waiting'])
    for (const size of WIDTHS) {
      const name = `${size[0]} px, three faults`
      await resize(page, size)
      expect.soft(await badParts(page), name).toEqual([])
      // Whatever is broken, the row is as high as before, and where it was.
      expect.soft(await row.boundingBox(), name).toEqual(rows.get(size[0]))
      const found = await reachable(page)
      for (const word of CONTROLS) expect.soft(found, name).toContain(WORDS[language][word])
      const line = page.locator('.clock-rate')
      const said = await line.evaluate((one, text) => {
        const before = one.innerHTML
        one.textContent = text
        return before
      }, rate)
      expect.soft(await badParts(page), `${name}, the longest rate`).toEqual([])
      await line.evaluate((one, text) => {
        one.innerHTML = text
      }, said)
    }
  })
}

test('on a tablet a fault has its own chip, and those without room are counted', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 })
  await openStill(page, 'lang=en&scenario=three-nodes')
  await breakThree(page)
  const chips = page.locator('.fault-chip:visible')
  // The first stays where it was when others came.
  expect(await chips.allInnerTexts()).toEqual(['+2', 'Crash · Broker 2', 'Heal all'])
  await page.getByRole('button', { name: '2 more faults: show all' }).click()
  await expect(page.getByRole('dialog', { name: 'Faults' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Heal Crash, Broker 2' }).click()
  await expect(chips).toHaveText(['Crash · shop', 'Crash · Broker 3', /Heal all/])
})

test('a fault has its chip as long as the row has room for it', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openStill(page, 'lang=en&scenario=three-nodes')
  await breakThree(page)
  const all = ['Crash · shop', 'Crash · Broker 3', 'Crash · Broker 2', '3 faults · heal']
  const chips = page.locator('.fault-chip:visible')
  expect((await chips.allInnerTexts()).map((text) => text.trim())).toEqual(all)
  expect(await badParts(page)).toEqual([])
})

test('what comes to be broken moves nothing of its row', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openStill(page, 'lang=en&scenario=three-nodes')
  const chips = page.locator('.fault-chip')
  // It is there at once, though time stands still.
  await breakOne(page, 'broker/2')
  await expect(chips).toHaveCount(2)
  await page.evaluate(() => {
    const moved: string[] = []
    Object.assign(window, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { sources } = entry as unknown as { sources: readonly { node: Node | null }[] }
        for (const { node } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          if (element?.closest('.transport-row')) moved.push(element.outerHTML)
        }
      }
    }).observe({ type: 'layout-shift' })
  })
  for (const [key, count] of [
    ['broker/3', 3],
    ['client/shop', 4],
  ] as const) {
    await breakOne(page, key)
    await expect(chips).toHaveCount(count)
    // Each is painted: two that come in one frame move nothing that was seen.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
  }
  expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([])
})
