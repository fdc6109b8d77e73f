import { expect, test } from '@playwright/test'
import { MAIN_LENSES } from '../../src/store/layout'
import { eachLayer } from '../support/layers'
import { openStill, pressAndWait, standingStill } from '../support/page'

// EXPERIENCE (b): at 400 % everything but the drawings reflows; a phone's sheet has two heights.

test('at 400 % the page is scrolled one way, and each lens has room to be read', async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await openStill(page, 'lang=en&scenario=leader-dies')
  for (const [at, lens] of MAIN_LENSES.entries()) {
    await page.locator('.rail-button').nth(at).click()
    await page.locator(`.app-main [data-lens="${lens}"]`).waitFor()
    await standingStill(page)
    const height = await page.locator('.app-main').evaluate((main) => main.clientHeight)
    expect.soft(height, lens).toBeGreaterThanOrEqual(230)
    const across = await page.evaluate(() => document.documentElement.scrollWidth)
    expect.soft(across, lens).toBe(320)
  }
  // What stands first and last can be scrolled to.
  for (const region of ['.app-top', '.app-time']) {
    await page.locator(region).scrollIntoViewIfNeeded()
    await expect(page.locator(region)).toBeInViewport({ ratio: 0.99 })
  }
})

test('at 400 % every layer is scrolled one way', async ({ page }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 320, height: 256 })
  await openStill(page, 'lang=en&scenario=leader-dies')
  for (let moment = 0; moment < 4; moment += 1) await pressAndWait(page, '.')
  await eachLayer(page, { language: 'en' }, async (layer) => {
    const wide = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('[role="dialog"], [role="dialog"] *')]
      return boxes
        .filter((box) => /auto|scroll/.test(getComputedStyle(box).overflowX))
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .map(({ className, scrollWidth }) => `${className} ${scrollWidth}`)
    })
    expect.soft(wide, layer).toEqual([])
    const [title, close] = [page.locator('.layer-title'), page.locator('.layer-close')]
    if ((await title.count()) === 0) return
    const words = await title.evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      return range.getBoundingClientRect().right
    })
    expect.soft(words, layer).toBeLessThanOrEqual((await close.boundingBox())?.x ?? 0)
  })
})

test('a phone’s sheet is made taller and lower, and what is told stands clear of its tabs', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openStill(page, 'lang=en&scenario=three-nodes&verbs=stop')
  await page.locator('[data-key="broker/2"]').click()
  await page.keyboard.press('i')
  const sheet = page.locator('.app-side')
  const share = async () => Math.round((((await sheet.boundingBox())?.height ?? 0) / 844) * 100)
  expect(await share()).toBe(45)
  // The link allows no crash: that is told.
  await page.keyboard.press('k')
  const told = await page.locator('.notice').boundingBox()
  expect((told?.y ?? 844) + (told?.height ?? 0)).toBeLessThanOrEqual(
    (await sheet.boundingBox())?.y ?? 0,
  )
  await page.getByRole('button', { name: 'Make the sheet taller' }).click()
  expect(await share()).toBe(90)
  await page.getByRole('button', { name: 'Make the sheet lower' }).click()
  expect(await share()).toBe(45)
})

test('the number of an event does not move when the time before it gains a figure', async ({
  page,
}) => {
  await openStill(page, 'lang=en&scenario=leader-dies')
  const edge = (side: 'left' | 'right') =>
    page.locator('.clock-event').evaluate((one, at) => one.getBoundingClientRect()[at], side)
  const time = page.locator('.clock-time')
  for (let moment = 0; moment < 3; moment += 1) await pressAndWait(page, '.')
  await expect(time).toHaveText(/^\d\.\d{3} s$/)
  const right = await edge('right')
  await pressAndWait(page, '.')
  await expect(time).toHaveText(/^\d{2}\.\d{3} s$/)
  expect(await edge('right')).toBe(right)
  // Back to an event with fewer figures than the last one has.
  const before = await edge('left')
  await page.getByRole('slider').first().press('Home')
  await standingStill(page)
  expect(await edge('left')).toBe(before)
})
