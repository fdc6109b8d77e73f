import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { drawn } from '../support/cpu'
import { momentsUntil, openStill } from '../support/page'

const clock = (page: Page) => page.getByText(/^event \d+ of \d+$/)
const hash = (page: Page) => page.locator('.app').getAttribute('data-trace-hash')

test('a zombie leader: back and forward, then with another setting, and both compared', async ({
  page,
}, info) => {
  test.setTimeout(180_000)
  const file = info.outputPath('zombie-leader.json')
  writeFileSync(file, execFileSync('npx', ['tsx', 'test/nets/exampleRun.ts', 'zombie-leader']))
  await openStill(page, 'lang=en&hash')
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('dialog')).toBeHidden()
  const caption = page.getByRole('region', { name: 'Caption' })

  // Back to where the zombie cut off what it had acknowledged.
  const back = page.getByRole('button', { name: 'Previous moment', exact: true })
  await momentsUntil(page, 'Previous moment', async () =>
    /cuts \d+ records? off/.test(await caption.innerText()),
  )
  const event = await clock(page).innerText()
  const before = await hash(page)
  const next = page.getByRole('button', { name: 'Next moment', exact: true })
  await back.click()
  await expect(clock(page)).not.toHaveText(event)
  expect(await hash(page)).not.toBe(before)
  await next.click()
  await expect(clock(page)).toHaveText(event)
  expect(await hash(page)).toBe(before)

  await caption.getByRole('button', { name: 'Why?' }).click()
  const why = page.getByRole('tabpanel', { name: 'Why' })
  await expect(why).toContainText('You cut the link')
  await why.getByRole('button', { name: /^acks=all/ }).click()
  const verdict = page.getByRole('main').getByRole('status')
  await expect(verdict).toHaveText(/A lost \d+ acknowledged records?; acks=all did not\./)

  // The list is the text view: the verdict first, every moment a way there.
  const list = page.getByRole('group', { name: /Differences/ })
  await expect(list.getByRole('row').nth(2)).toContainText('Acknowledged records that are lost')
  await list.getByRole('button').first().click()
  await expect(page.getByRole('main').getByRole('heading', { name: 'Compare' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main').getByRole('heading', { name: 'Compare' })).toBeHidden()
  await page.keyboard.press('Shift+Y')
  await expect(verdict).toHaveText(/A lost \d+ acknowledged records?; acks=all did not\./)
})

test('a comparison under way ends in a window that becomes a phone’s', async ({ page }) => {
  await openStill(page, 'lang=en')
  await page.keyboard.press('y')
  await page.keyboard.press('Shift+Y')
  await page.locator('.compare-pair').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.locator('.app-lower').waitFor({ state: 'detached' })
  await page.locator('.app[data-work="paused"]').waitFor()
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator('.app-lower [data-lens]').waitFor()
  await expect(page.getByRole('heading', { name: 'Compare' })).toHaveCount(0)
})

test('two futures are not compared on a phone', async ({ page }) => {
  const heading = page.getByRole('heading', { name: 'Compare' })
  await openStill(page, 'lang=en')
  // Where there is room they are; all that draws them has come then, and would do so at once.
  await page.keyboard.press('Shift+Y')
  await expect(heading).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(heading).toBeHidden()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.locator('.app-lower').waitFor({ state: 'detached' })
  await page.keyboard.press('Shift+Y')
  await drawn(page)
  expect(await heading.count()).toBe(0)
  // Nor is it kept for a page that grows again.
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator('.app-lower').waitFor()
  await drawn(page)
  expect(await heading.count()).toBe(0)
})
