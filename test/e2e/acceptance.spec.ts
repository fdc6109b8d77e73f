import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { MainLens } from '../../src/store/layout'
import { MAIN_LENSES, SECOND_LENSES } from '../../src/store/layout'
import { openStill, pressAndWait, showLenses, standingStill } from '../support/page'

// The numbers of EXPERIENCE (l) stand in front of each test.

test('1: the first stage is drawn by the page alone, of at most 250 kB, without any other script', async ({
  page,
  request,
}) => {
  const html = await (await request.get('/')).text()
  const kilobytes = gzipSync(html).length / 1000
  expect(kilobytes).toBeGreaterThan(10)
  expect(kilobytes).toBeLessThanOrEqual(250)
  await page.route(/\.js$/, (route) => route.abort())
  await page.goto('/?lang=en')
  await expect(page.locator('.stage-svg .stage-mark').first()).toBeVisible()
})

/** A lens with marks. */
type Marked = Exclude<MainLens, 'terminal'>

/** In each lens a mark of broker 1, or of its replica. */
const OF_BROKER_1: Readonly<Record<Marked, string>> = {
  stage: '.stage-mark[data-key="broker/1"]',
  logs: '.strip-name:has(text:text-is("Broker 1"))',
  events: '.event-row:not(.event-head):has(.event-who:text-matches("Broker 1$"))',
  charts: '.chart-state[data-role="current"]',
  isr: '.isr-lane[aria-label="Broker 1"]',
  metadata: '.meta-row[data-row="broker/1"]',
  ladder: '.ladder-head:has-text("Broker 1")',
}
/** Where marks of the stage lie on each other, the broker has its corner. */
const CORNER = { x: 8, y: 8 }

/** What is outlined in a half of the page: 1.5 px in the colour of the focus. */
async function outlined(page: Page, half: string): Promise<number> {
  return page.locator(`${half} [data-hovered]:not([data-hovered="false"])`).evaluateAll((marks) => {
    const style = getComputedStyle(document.documentElement)
    const focus = style.getPropertyValue('--focus').trim()
    const probe = document.createElement('i')
    probe.style.color = focus
    document.body.append(probe)
    const colour = getComputedStyle(probe).color
    probe.remove()
    const isOutlined = (element: Element) => {
      const found = getComputedStyle(element)
      // An outline is rounded down to whole points of the screen.
      const isBeside = /^(1|1.5)px$/.test(found.outlineWidth) && found.outlineStyle === 'solid'
      const isAlong = found.strokeWidth === '1.5px'
      return (isAlong && found.stroke === colour) || (isBeside && found.outlineColor === colour)
    }
    return marks.filter((mark) => [mark, ...mark.querySelectorAll('*')].some(isOutlined)).length
  })
}

test('5: what is pointed at is outlined in the other lens that is shown', async ({ page }) => {
  test.setTimeout(120_000)
  await openStill(page, 'lang=en')
  for (let moment = 0; moment < 4; moment += 1) await pressAndWait(page, '.')
  // The chart is the one of what is chosen.
  await page.locator(OF_BROKER_1.stage).click({ position: CORNER })
  const hasMarks = (lens: MainLens): lens is Marked => lens !== 'terminal'
  for (const [at, main] of MAIN_LENSES.filter(hasMarks).entries()) {
    // The stage with each other one, and each with the next: both ways while they are shown.
    const others = SECOND_LENSES.filter((one) => one !== 'terminal')
    for (const second of main === 'stage' ? others : others.slice(at, at + 1)) {
      await showLenses(page, { main, second })
      for (const [from, half, other] of [
        [main, '.app-main', '.app-lower'],
        [second, '.app-lower', '.app-main'],
      ] as const) {
        const mark = page.locator(`${half} ${OF_BROKER_1[from]}`).last()
        await mark.hover(from === 'stage' ? { position: CORNER } : {})
        const name = `${from} in ${from === main ? second : main}`
        await expect.soft.poll(() => outlined(page, other), name).toBeGreaterThan(0)
      }
    }
  }
  await page.mouse.move(2, 2)
  await expect.poll(() => outlined(page, '.app')).toBe(0)
})

test('6: a broker is crashed by two clicks or three keys; why is asked by two clicks', async ({
  page,
}) => {
  await openStill(page, 'lang=en')
  const broker = page.locator('.stage-mark[data-key^="broker"]').first()
  await broker.click({ position: { x: 8, y: 8 } })
  await page.locator('.stage-verb[data-verb="crash"]').click()
  await expect(broker).toHaveAccessibleName(/killed/)
  await page.getByRole('tab', { name: 'Why' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Why' })).toContainText(/killed|crash/i)

  await openStill(page, 'lang=en')
  await page.locator('.stage-mark[tabindex="0"]').focus()
  const key = await broker.getAttribute('data-key')
  // From the first mark to a broker, chosen, crashed: three keys.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('k')
  await expect(page.locator('.stage-mark[data-key^="broker"][aria-label*="killed"]')).toHaveCount(1)
  expect(key).not.toBeNull()
})

test('6: with a finger a broker is crashed by two taps', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await openStill(page, 'lang=en&scenario=three-nodes')
  const broker = page.locator('.stage-mark[data-key^="broker"]').first()
  await broker.tap({ position: { x: 8, y: 8 } })
  await page.locator('.stage-verb[data-verb="crash"]').tap()
  await expect(broker).toHaveAccessibleName(/killed/)
  await context.close()
})

test('6: a record is followed by two clicks; the next stop is what happens to it', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await openStill(page, 'lang=en&scenario=three-nodes&view=stage+logs')
  const cell = page.locator('.strip-cell').first()
  for (let moment = 0; moment < 8 && (await cell.count()) === 0; moment += 1) {
    await pressAndWait(page, '.')
  }
  await cell.click()
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Following' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  const record = await page.locator('.inspector-name').innerText()
  const [name = '', offset = ''] = record.split(' @ ')
  expect(offset).toBe('0')
  await pressAndWait(page, '.')
  await expect(page.getByRole('region', { name: 'Caption' })).toContainText(name)
})

for (const [width, height] of [
  [390, 844],
  [1024, 768],
] as const) {
  test(`11: with a finger, verbs and the transport are 44 px or more: ${width} px`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      hasTouch: true,
      isMobile: true,
    })
    const page = await context.newPage()
    await openStill(page, 'lang=en')
    await page
      .locator('.stage-mark[data-key^="broker"]')
      .first()
      .tap({ position: { x: 8, y: 8 } })
    await page.locator('.stage-verb').first().waitFor()
    const found = await page.evaluate(() =>
      [...document.querySelectorAll('.stage-verb, .app-time :is(button, select)')]
        .filter((element) => element.checkVisibility())
        .map((element) => {
          const { width, height } = element.getBoundingClientRect()
          const name = element.ariaLabel ?? element.textContent
          return { least: Math.min(width, height), told: `${name} ${width}×${height}` }
        }),
    )
    expect(found.length).toBeGreaterThan(8)
    expect(found.filter(({ least }) => least < 44).map(({ told }) => told)).toEqual([])
    await context.close()
  })
}

/** Where everything in the lenses stands. */
function places(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(':is(.app-main, .app-lower) *')].map((element) => {
      const { left, top } = element.getBoundingClientRect()
      return `${left} ${top}`
    }),
  )
}

/** Lets so many frames be drawn. */
function frames(page: Page, many: number): Promise<unknown> {
  return page.evaluate(
    (left) =>
      new Promise((done) => {
        const next = (more: number) =>
          more === 0 ? done(null) : requestAnimationFrame(() => next(more - 1))
        next(left)
      }),
    many,
  )
}

test('13: with reduced motion nothing moves in any lens while time stands still or is stepped', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openStill(page, 'lang=en&scenario=three-nodes&detail=wire')
  await page.getByRole('combobox', { name: 'Step' }).selectOption('event')
  for (const [at, main] of MAIN_LENSES.entries()) {
    const others = SECOND_LENSES.filter((lens) => lens !== main)
    const second = others[at % others.length] ?? 'logs'
    await showLenses(page, { main, second })
    for (let step = 0; step < 2; step += 1) {
      // By the pointer: a terminal takes the keys.
      await page.getByRole('button', { name: /^Step forward/ }).click()
      await standingStill(page)
      const before = await places(page)
      expect(before.length).toBeGreaterThan(100)
      await frames(page, 20)
      expect.soft(await places(page), `${main}+${second}`).toEqual(before)
    }
  }
})

test('17: the same link gives the same trace and the same picture on another page', async ({
  page,
  context,
}) => {
  await openStill(page, 'lang=en&hash=1')
  for (let moment = 0; moment < 4; moment += 1) await pressAndWait(page, '.')
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  const other = await context.newPage()
  const [address = '', run = ''] = link.split('#')
  await other.goto(`${address}?lang=en&hash=1&play=0#${run}`)
  await standingStill(other)
  const hashOf = (one: Page) => one.locator('.app').getAttribute('data-trace-hash')
  expect(await hashOf(other)).toBe(await hashOf(page))
  const pictureOf = (one: Page) =>
    one.locator('.stage-svg').evaluateAll((all) => all.map((svg) => svg.outerHTML).join('\n'))
  expect(await pictureOf(other)).toBe(await pictureOf(page))
})

test('forced colours: who leads and who is selected is told by the system’s colours', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await openStill(page, 'lang=en&view=isr+ladder')
  const leader = page.locator('.isr-box-leader rect').first()
  await leader.waitFor()
  const [fill, ground] = await leader.evaluate((box) => [
    getComputedStyle(box).fill,
    getComputedStyle(document.body).backgroundColor,
  ])
  expect(fill).not.toBe(ground)
})
