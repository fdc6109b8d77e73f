import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { MAIN_LENSES } from '../../src/store/layout'
import { crawlByKeyboard } from '../support/keyboardCrawl'
import { eachLayer } from '../support/layers'
import { openStill, pressAndWait, standingStill } from '../support/page'

// EXPERIENCE (l) 7: any control by keyboard, with a focus that can be seen, and out again.

test.use({ trace: 'off' })

async function crawled(page: Page, region: string, name: string): Promise<void> {
  const { count, unreached, unshown } = await crawlByKeyboard(page, region)
  expect.soft(count, name).toBeGreaterThan(0)
  expect.soft(unreached, `${name}: never reached`).toEqual([])
  expect.soft(unshown, `${name}: focus not shown`).toEqual([])
}

test('7: the keyboard reaches every control of every lens, shows it, and is never caught', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openStill(page, 'lang=en')
  for (const [at, lens] of MAIN_LENSES.entries()) {
    // A terminal takes the keys: it is left by its own key.
    if (lens === 'terminal') continue
    await page.keyboard.press('Escape')
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await page.keyboard.press(String(at + 1))
    await expect(page.locator('.app-main [data-lens]')).toHaveAttribute('data-lens', lens)
    await crawled(page, '.app-main', lens)
  }
})

test('7: and every control of every layer, which Esc closes', async ({ page }) => {
  test.setTimeout(240_000)
  await openStill(page, 'lang=en&scenario=leader-dies')
  await pressAndWait(page, '.')
  await eachLayer(page, { language: 'en' }, (name) => crawled(page, '[role="dialog"]', name))
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

test('what stands in for a menu gives its focus to the menu', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(/\/(StageMenus|Arrange)-[^/]*\.js$/, async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/?lang=en&play=0')
  const standIn = page.locator('[data-stands-in]', { hasText: 'Add' })
  await standIn.focus()
  release()
  await expect(standIn).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeFocused()
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
