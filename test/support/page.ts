import type { Page } from '@playwright/test'
import type { MainLens, SecondLens } from '../../src/store/layout'
import { MAIN_LENSES, SECOND_LENSES } from '../../src/store/layout'

/** The page with its first run open and time standing still. */
export async function openStill(page: Page, query: string): Promise<void> {
  await page.goto(`/?play=0&${query}`)
  await standingStill(page)
  await page.evaluate(() => document.fonts.ready)
}

/** Waits until the page has done what it was asked, and its menus have come. */
export async function standingStill(page: Page): Promise<void> {
  await page.locator('.app[data-work="paused"]:not(:has([data-stands-in]))').waitFor()
}

/** One key, and what it begins is done. */
export async function pressAndWait(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await standingStill(page)
}

/** A page narrower than this has one lens at a time, px. */
const PHONE = 600

/** Two lenses that are seen together. */
export interface LensPair {
  readonly main: MainLens
  readonly second: SecondLens
}

/** Shows other lenses, and waits until both are drawn; a phone shows the first one alone. */
export async function showLenses(page: Page, { main, second }: LensPair): Promise<void> {
  const drawn = (lens: string) => `[data-lens="${lens}"]`
  // By the pointer: a terminal takes the keys.
  await page.locator('.rail-button').nth(MAIN_LENSES.indexOf(main)).click()
  await page.locator(`.app-main ${drawn(main)}`).waitFor()
  if ((page.viewportSize()?.width ?? 0) >= PHONE) {
    await page.locator('.app-second .tab').nth(SECOND_LENSES.indexOf(second)).click()
    await page.locator(`.app-lower ${drawn(second)}`).waitFor()
  }
  await standingStill(page)
  await page.evaluate(() => document.fonts.ready)
}

/** What the console calls an error, and what a page threw. */
export function errorsOf(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(message.text())
  })
  page.on('pageerror', (error) => found.push(error.message))
  return found
}

const MOMENTS = 200

/**
 * From moment to moment until it is so, looked at once at each: a page that stands still has drawn
 * what it says.
 */
export async function momentsUntil(
  page: Page,
  button: 'Next moment' | 'Previous moment',
  isSo: () => Promise<boolean>,
): Promise<void> {
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    if (await isSo()) return
    await page.getByRole('button', { name: button, exact: true }).click()
    await standingStill(page)
  }
  throw new Error(`it is not so at any of ${MOMENTS} moments`)
}
