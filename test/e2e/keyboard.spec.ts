import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { MainLens, SecondLens } from '../../src/store/layout'
import { MAIN_LENSES, SECOND_LENSES } from '../../src/store/layout'
import { crawlByKeyboard } from '../support/keyboardCrawl'
import { eachLayer } from '../support/layers'
import { openStill, pressAndWait, standingStill } from '../support/page'

// EXPERIENCE (l) 7: any control by keyboard, with a focus that can be seen, and out again.

test.use({ trace: 'off' })

/** The regions of the two lenses, and what stands between them. */
const LENSES = '.app-main, .app-caption, .app-lower'

async function crawled(page: Page, region: string, name: string): Promise<void> {
  const { count, unreached, unshown } = await crawlByKeyboard(page, region)
  expect.soft(count, name).toBeGreaterThan(0)
  expect.soft(unreached, `${name}: never reached`).toEqual([])
  expect.soft(unshown, `${name}: focus not shown`).toEqual([])
}

/** Lets go of the focus: a terminal would take the keys of the page. */
async function letGo(page: Page): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
}

/** Shows two lenses by their keys. */
async function showByKeys(page: Page, main: MainLens, second: SecondLens): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press(`Digit${MAIN_LENSES.indexOf(main) + 1}`)
  await page.locator(`.app-main [data-lens="${main}"]`).waitFor()
  await letGo(page)
  await page.keyboard.press(`Shift+Digit${SECOND_LENSES.indexOf(second) + 1}`)
  await page.locator(`.app-lower [data-lens="${second}"]`).waitFor()
  await letGo(page)
}

/** Turns both lenses over, each by its key. What is a grid of words has no other side. */
async function turnBothOver(page: Page): Promise<void> {
  for (const half of ['.app-main', '.app-lower']) {
    const over = page.locator(`${half} .lens-tools [aria-keyshortcuts]`)
    if ((await over.count()) === 0) continue
    const side = () => over.evaluate((button) => `${button.ariaPressed} ${button.textContent}`)
    const before = await side()
    await over.focus()
    await page.keyboard.press('t')
    await expect.poll(side).not.toBe(before)
  }
  await letGo(page)
}

test('7: the keyboard reaches every control of every lens, shows it, and is never caught', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openStill(page, 'lang=en')
  // Each lens above and below, as a drawing and as text: what was below is above in the next pair.
  for (const [at, main] of MAIN_LENSES.entries()) {
    const second = SECOND_LENSES[at] ?? 'logs'
    await showByKeys(page, main, second)
    await crawled(page, at === 0 ? '.app' : LENSES, `${main} above ${second}`)
    await letGo(page)
    await turnBothOver(page)
    await crawled(page, LENSES, `${main} above ${second}, turned over`)
    await letGo(page)
  }
})

test('7: a terminal takes Tab, and is left by Shift+Tab and by F6', async ({ page }) => {
  await openStill(page, 'lang=en&view=stage+terminal')
  const input = page.locator('.xterm-helper-textarea')
  for (const key of ['Shift+Tab', 'F6', 'Shift+F6']) {
    await input.focus()
    await page.keyboard.press('Tab')
    await expect(input).toBeFocused()
    await page.keyboard.press(key)
    await expect(input).not.toBeFocused()
  }
})

test('7: and every control of every layer, which Esc closes, and of two futures', async ({
  page,
}) => {
  test.setTimeout(240_000)
  await openStill(page, 'lang=en&scenario=leader-dies')
  await pressAndWait(page, '.')
  await eachLayer(page, { language: 'en' }, (name) => crawled(page, '[role="dialog"]', name))
  await pressAndWait(page, ',')
  await pressAndWait(page, 'y')
  await page.keyboard.press('Shift+Y')
  await page.locator('.compare-axis').waitFor()
  await crawled(page, LENSES, 'two futures')
})

test('plus is typed with Shift, without it, or on the number block', async ({ page }) => {
  await openStill(page, 'lang=en')
  const speed = page.getByRole('radiogroup', { name: 'Speed' }).locator('input:checked')
  for (const [key, times] of [
    ['Shift+Equal', '2 times'],
    ['Equal', '4 times'],
    ['NumpadAdd', '8 times'],
    ['NumpadSubtract', '4 times'],
    ['Minus', '2 times'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(speed).toHaveAccessibleName(times)
  }
})

/** The page before the widgets of its menus have come; what is returned lets them come. */
async function openWithoutMenus(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(/\/(StageMenus|Arrange)-[^/]*\.js$/, async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/?lang=en&play=0')
  return release
}

test('what stands in for a menu gives its focus to the menu', async ({ page }) => {
  const release = await openWithoutMenus(page)
  const standIn = page.locator('[data-stands-in]', { hasText: 'Add' })
  await standIn.focus()
  release()
  await expect(standIn).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeFocused()
})

test('a press on what stands in for a menu opens the menu', async ({ page }) => {
  const release = await openWithoutMenus(page)
  await page.locator('[data-stands-in]', { hasText: 'Add' }).click()
  release()
  await expect(page.getByRole('menu', { name: 'Add' })).toBeVisible()
})

test('another key is chosen for what one does, is kept, and is given back', async ({ page }) => {
  await openStill(page, 'lang=en')
  const dialog = page.getByRole('dialog', { name: 'Keys and help' })
  const change = async (to: string) => {
    await pressAndWait(page, 'Shift+Slash')
    await dialog.getByRole('button', { name: 'Change the key of “Faster”' }).click()
    await page.keyboard.press(to)
  }
  await change('q')
  await expect(dialog.getByRole('status')).toHaveText('Q is now the key of “Faster”.')
  await dialog.getByRole('button', { name: 'Change the key of “Slower”' }).click()
  await page.keyboard.press('q')
  await expect(dialog.getByRole('status')).toContainText('Q is the key of “Faster”')
  await dialog.getByRole('button', { name: 'Change the key of “Slower”' }).click()
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'of “Slower”, now −' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.reload()
  await standingStill(page)
  const speed = page.getByRole('radiogroup', { name: 'Speed' }).locator('input:checked')
  await page.keyboard.press('q')
  await expect(speed).toHaveAccessibleName('2 times')
  await page.keyboard.press('Equal')
  await page.keyboard.press('Minus')
  await expect(speed).toHaveAccessibleName('1 times')

  await pressAndWait(page, 'Shift+Slash')
  await dialog.getByRole('button', { name: 'All keys as they were' }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Equal')
  await expect(speed).toHaveAccessibleName('2 times')
})
