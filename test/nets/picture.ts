/**
 * `npm run picture`: builds the page, lets the leader of a partition die in it, and draws the
 * moment at which another one leads: `public/picture.png`, which the README shows.
 */
import type { Page } from '@playwright/test'
import { chromium, expect } from '@playwright/test'
import { build, preview } from 'vite'
import { chromiumPath } from '../support/chromium'

const FILE = 'public/picture.png'
const STEPS = 20
/** Events after the election: messages are on their way then. */
const AFTERWARDS = 3

/** Presses a key that goes to another event, and waits until it is shown. */
async function press(page: Page, key: string): Promise<void> {
  const count = page.getByText(/^event \d+ of \d+$/)
  const before = await count.innerText()
  await page.keyboard.press(key)
  await expect(count).not.toHaveText(before, { timeout: 120_000 })
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 120_000 })
}

/** Goes from cue to cue until the caption says something. */
async function until(page: Page, text: RegExp): Promise<void> {
  const caption = page.getByRole('region', { name: 'Caption' })
  for (let step = 0; step < STEPS; step += 1) {
    if (text.test(await caption.innerText())) return
    await press(page, '.')
  }
  throw new Error(`no caption says ${String(text)}`)
}

async function draw(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?lang=en&theme=light&play=0&scenario=leader-dies`)
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 120_000 })
  await until(page, /leads in epoch 1/)
  // The cue chooses the partition: why it is led by another one now.
  await page.keyboard.press('w')
  await page.getByRole('tabpanel', { name: 'Why' }).getByRole('list').first().waitFor()
  for (let step = 0; step < AFTERWARDS; step += 1) await press(page, 'Shift+Period')
  await page.mouse.move(700, 880)
  await page.waitForFunction(() => document.fonts.status === 'loaded')
  await page.screenshot({ path: FILE })
}

await build({ logLevel: 'error' })
// Any free port: another page may be shown on this machine.
const server = await preview({ preview: { port: 4175 } })
const [address = ''] = server.resolvedUrls?.local ?? []
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
try {
  const viewport = { width: 1440, height: 900 }
  await draw(await browser.newPage({ viewport, locale: 'en-US' }), address)
  console.log(`wrote ${FILE}`)
} finally {
  await browser.close()
  await server.close()
}
