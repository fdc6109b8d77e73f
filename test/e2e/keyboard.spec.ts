import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { MAIN_LENSES } from '../../src/store/layout'
import { crawlByKeyboard } from '../support/keyboardCrawl'
import { openStill, pressAndWait } from '../support/page'

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

/** A deed of the palette, by keys alone. */
async function byPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(words)
  await expect(page.getByRole('menuitem').first()).toContainText(words)
  await page.keyboard.press('Enter')
}

const LAYERS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['palette', (page) => page.keyboard.press('Control+k')],
  ['help', (page) => page.keyboard.press('Shift+Slash')],
  ['captions', (page) => page.keyboard.press('Shift+n')],
  ['run until', (page) => page.keyboard.press('c')],
  ['share', (page) => page.getByRole('button', { name: 'Share' }).press('Enter')],
  ...[
    'Faults: break, schedule, heal',
    'Add a producer',
    'Add a consumer',
    'New cluster',
    'List of cues',
    'Futures and bookmarks',
    'My runs',
  ].map((words) => [words, (page: Page) => byPalette(page, words)] as const),
  [
    'import',
    async (page) => {
      await page.locator('.scenario-button').press('Enter')
      await page.getByRole('menuitem', { name: /^Import/ }).waitFor()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
    },
  ],
]

test('7: and every control of every layer, which Esc closes', async ({ page }) => {
  test.setTimeout(180_000)
  await openStill(page, 'lang=en&scenario=leader-dies')
  await pressAndWait(page, '.')
  for (const [name, open] of LAYERS) {
    await open(page)
    await page.getByRole('dialog').waitFor()
    await page.waitForFunction(
      () => document.activeElement?.closest('[role="dialog"]') instanceof Element,
    )
    await crawled(page, '[role="dialog"]', name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog'), name).toHaveCount(0)
  }
})
