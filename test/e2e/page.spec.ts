import { expect, test } from '@playwright/test'
import { openStill, pressAndWait, showLenses } from '../support/page'

test('the page opens and asks nobody else for anything', async ({ page }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.hostname !== '127.0.0.1' && url.protocol.startsWith('http')) elsewhere.push(url.href)
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Offset' })).toBeVisible()
  expect(elsewhere).toEqual([])
})

test('on a projector the transport goes out of sight, and a key brings it back', async ({
  page,
}) => {
  await openStill(page, 'lang=en&present')
  const app = page.locator('.app')
  const transport = page.locator('.app-time')
  await page.keyboard.press('Shift')
  await expect(app).toHaveAttribute('data-resting', 'true')
  await expect(transport).toHaveCSS('opacity', '0')
  const place = await transport.boundingBox()
  // It rests again after a while: what the key brings is looked at from within the page.
  const isBack = transport.evaluate(
    (element) =>
      new Promise((done) => {
        const look = () =>
          element.closest('[data-resting]') === null && getComputedStyle(element).opacity === '1'
            ? done(true)
            : requestAnimationFrame(look)
        look()
      }),
  )
  await page.keyboard.press('Shift')
  expect(await isBack).toBe(true)
  expect(await transport.boundingBox()).toEqual(place)
})

test('lanes of the ladder are dragged to another place; a press still opens the menu', async ({
  page,
}) => {
  await openStill(page, 'lang=en&view=ladder+logs')
  const heads = page.locator('.app-main .ladder-name')
  const names = async () =>
    (
      await heads.evaluateAll((all) =>
        all.map((one) => [one.getBoundingClientRect().x, one.textContent] as const),
      )
    )
      .toSorted(([a], [b]) => a - b)
      .map(([, name]) => name)
  const [first, second, third, ...rest] = await names()
  const from = await page.getByRole('button', { name: `Lane of ${first}` }).boundingBox()
  const to = await page.getByRole('button', { name: `Lane of ${third}` }).boundingBox()
  if (from === null || to === null) throw new Error('a lane has no head')
  await page.mouse.move(from.x + from.width / 2, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + 10, { steps: 4 })
  await page.mouse.up()
  await expect.poll(names).toEqual([second, third, first, ...rest])
  await expect(page.getByRole('menu')).toHaveCount(0)

  await page.getByRole('button', { name: `Lane of ${first}` }).click()
  await page.getByRole('menuitem', { name: 'Move left' }).click()
  await expect.poll(names).toEqual([second, first, third, ...rest])
  await page.getByRole('button', { name: `Lane of ${first}` }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Move left' }).waitFor()

  // A splitter: what the system takes away is no drag any more; a projector has its own sizes.
  await page.keyboard.press('Escape')
  const splitter = page.getByRole('separator', { name: 'Height of the second lens' })
  const size = () => splitter.getAttribute('aria-valuenow').then(Number)
  const designed = await size()
  const grip = await splitter.boundingBox()
  if (grip === null) throw new Error('the splitter has a place')
  const x = grip.x + grip.width / 2
  await page.mouse.move(x, grip.y + 2)
  await page.mouse.down()
  await page.mouse.move(x, grip.y - 30)
  const dragged = await size()
  expect(dragged).toBeGreaterThan(designed)
  await splitter.dispatchEvent('pointercancel')
  await page.mouse.move(x, grip.y - 60)
  expect(await size()).toBe(dragged)
  await page.mouse.up()
  await page.setViewportSize({ width: 1024, height: 900 })
  await expect.poll(size).not.toBe(dragged)
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect.poll(size).toBe(dragged)
})

test('a phone that is asked to present keeps its own measures', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openStill(page, 'lang=en&present&view=isr+logs')
  await expect(page.locator('.caption-text')).toHaveCSS('font-size', '16px')
  await expect(page.getByRole('button', { name: 'Stage', exact: true })).toBeVisible()
})

test('a phone shows how deep it goes, and a press goes deeper', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openStill(page, 'lang=en&detail=story&scenario=leader-dies')
  const depth = page.getByRole('button', { name: 'Detail: ' })
  for (const name of ['Story', 'Mechanism', 'Wire', 'Story']) {
    await expect(depth).toHaveText(name)
    await expect(depth).toBeInViewport({ ratio: 1 })
    await depth.click()
  }
})

test('with reduced transparency a layer hides what lies behind it; with more contrast words are ink', async ({
  page,
}) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-reduced-transparency', value: 'reduce' },
      { name: 'prefers-contrast', value: 'more' },
      { name: 'prefers-color-scheme', value: 'light' },
    ],
  })
  await openStill(page, 'lang=en&theme=light')
  await expect(page.locator('.lens-head p').first()).toHaveCSS('color', 'rgb(51, 56, 63)')
  await page.keyboard.press('Control+k')
  await expect(page.locator('.layer')).toHaveCSS('background-color', 'rgb(241, 237, 228)')
})

test('what waits is read over what flies', async ({ page }) => {
  await openStill(page, 'lang=en&minute=0')
  const flying = page.locator('.stage-over .stage-flying')
  const waiting = page.locator('.stage-over .stage-words .stage-slip')
  // From the record that is sent to the one that is read: messages come from chips and go to them.
  for (let moment = 0; moment < 4; moment += 1) {
    await pressAndWait(page, '.')
    await expect(flying).not.toHaveCount(0)
    await expect(waiting).not.toHaveCount(0)
    const order = await page
      .locator('.stage-over :is(.stage-flying, .stage-words)')
      .evaluateAll((all) => all.map((one) => one.classList[0]))
    expect(order.at(-1)).toBe('stage-words')
  }
})

test('on a phone of 320 px, lenses and tools stand beside each other', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openStill(page, 'lang=en&scenario=leader-dies')
  const names = page.locator('.rail-button')
  const widths = await names.evaluateAll((all) =>
    all.map((one) => {
      const range = document.createRange()
      range.selectNodeContents(one)
      return [...range.getClientRects()].map(({ left, right }) => [left, right] as const)
    }),
  )
  // The words and the sign of a button lie one over the other; what is of two buttons does not.
  const spans = widths.map((rects) => ({
    left: Math.min(...rects.map(([left]) => left)),
    right: Math.max(...rects.map(([, right]) => right)),
  }))
  for (const [index, { left }] of spans.entries()) {
    expect(left).toBeGreaterThanOrEqual(spans[index - 1]?.right ?? 0)
  }
  await expect(names.nth(5)).toHaveAccessibleName('ISR')
  for (const tool of await page.locator('.stage .lens-tools > *:visible').all()) {
    const box = await tool.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320)
    expect(box?.x).toBeGreaterThanOrEqual(0)
  }
})

test('machines in words begin at their first column, wherever the drawing was', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openStill(page, 'lang=zh&scenario=leader-dies')
  await showLenses(page, { main: 'charts', second: 'logs' })
  const box = page.locator('.chart-drawing')
  // It is wider than a phone, so that it has been pushed to the current state.
  expect(await box.evaluate((one) => one.scrollLeft)).toBeGreaterThan(0)
  await pressAndWait(page, 't')
  await expect(box.locator('table')).toBeVisible()
  expect(await box.evaluate((one) => one.scrollLeft)).toBe(0)
})
