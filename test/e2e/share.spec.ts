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
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  const other = await context.newPage()
  await other.goto(link)
  await expect(other.getByText(clock)).toBeVisible()
  await other.getByRole('button', { name: 'Share' }).click()
  expect(await hashOf(other)).toBe(hash)
})

test('a broken link says so, and the page goes on', async ({ page }) => {
  await page.goto('/#run=nothing')
  await expect(page.getByRole('alert')).toContainText('cannot be opened')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})
