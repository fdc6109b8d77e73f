import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

/** The default scenario, stopped at some moment. */
async function stopped(page: Page): Promise<void> {
  await page.goto('/')
  await page.locator('.app[data-work="playing"]').waitFor()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByRole('button', { name: 'Next moment', exact: true }).click()
}

async function hashOf(page: Page): Promise<string> {
  return page.getByRole('dialog').locator('code').innerText()
}

test('a saved run has the same trace in Node and in the page', async ({ page }, info) => {
  await stopped(page)
  await page.getByRole('button', { name: 'Share' }).click()
  const hash = await hashOf(page)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const file = info.outputPath('offset-run.json')
  await (await saved).saveAs(file)
  const trace = execFileSync('npx', ['tsx', 'test/nets/trace.ts', file], { encoding: 'utf8' })
  expect(trace.trim().split('\n').at(-1)).toBe(hash)
})

test('a link opens the same run at the same event in another page', async ({ page, context }) => {
  await stopped(page)
  const clock = await page.getByText(/^event \d+ of \d+$/).innerText()
  await page.getByRole('button', { name: 'Share' }).click()
  const hash = await hashOf(page)
  // Its author may say what can be broken in it.
  await page.getByRole('checkbox', { name: 'Allow only some changes' }).check()
  const all = page.getByRole('group', { name: 'Allowed changes' }).getByRole('checkbox')
  await page.getByRole('button', { name: 'All', exact: true }).click()
  for (const one of await all.all()) await expect(one).toBeChecked()
  await page.getByRole('button', { name: 'None', exact: true }).click()
  await expect(page.getByText(/^0 of \d+ allowed$/)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Crash', exact: true }).check()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  const other = await context.newPage()
  await other.goto(link)
  await expect(other.getByText(clock)).toBeVisible()
  const allowed = 'The author of this link allows: Crash.'
  await other.getByRole('button', { name: 'Faults', exact: true }).click()
  await expect(other.getByRole('dialog')).toContainText(allowed)
  const off = 'The author of this link has switched it off.'
  const offers = await other.getByRole('option').allInnerTexts()
  expect(offers.filter((text) => text.endsWith('· Crash')).length).toBeGreaterThan(0)
  const pause = offers.filter((text) => text.includes('Pause'))
  expect(pause.length).toBeGreaterThan(0)
  expect(pause.filter((text) => !text.includes(off))).toEqual([])
  await other.keyboard.press('Escape')
  await other.getByRole('button', { name: 'Share' }).click()
  await expect(other.getByRole('dialog')).toContainText(allowed)
  expect(await hashOf(other)).toBe(hash)
})

test('a broken link says so, and the page goes on', async ({ page }) => {
  await page.goto('/#run=nothing')
  await expect(page.getByRole('alert')).toContainText('cannot be opened')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})
