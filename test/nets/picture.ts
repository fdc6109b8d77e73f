/**
 * `npm run picture`: builds the page, lets the leader of a partition die in it, and draws the
 * moment at which another one leads: `public/picture.png`, which the README shows.
 */
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { chromiumPath } from '../support/chromium'

const FILE = 'public/picture.png'
const STEPS = 60
/** Events after the election: messages are on their way then. */
const AFTERWARDS = 14

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 120_000 })
}

/** Goes from moment to moment until the caption says something. */
async function until(page: Page, text: RegExp): Promise<void> {
  const caption = page.getByRole('region', { name: 'Caption' })
  for (let step = 0; step < STEPS; step += 1) {
    if (text.test(await caption.innerText())) return
    await press(page, '.')
  }
  throw new Error(`no caption says ${String(text)}`)
}

async function draw(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?lang=en&theme=light&play=0&scenario=three-nodes`)
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 120_000 })
  await until(page, /answers the producer/)
  const leader = page.locator('[data-key$="/orders-0"][aria-label*="leader, leader epoch"]')
  const key = (await leader.getAttribute('data-key')) ?? ''
  const broker = key.split('/')[1] ?? ''
  await page.locator(`[data-key="broker/${broker}"]`).click({ position: { x: 12, y: 12 } })
  await press(page, 'k')
  await until(page, /the leader of orders-0|leads orders-0|orders-0.*leader/i)
  await page.getByRole('button', { name: 'Why?' }).first().click()
  for (let step = 0; step < AFTERWARDS; step += 1) await press(page, '>')
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
