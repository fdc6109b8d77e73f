/**
 * `npm run picture`: builds the page, lets the leader of a partition die in it, and draws the
 * moment at which another one leads: `public/picture.png`, which the README shows.
 */
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { chromiumPath } from '../support/chromium'

const FILE = 'public/picture.png'
const STEPS = 200
const EVENT = /^Step forward/

/** Goes on, from moment to moment or event by event, until the stage says something. */
async function until(page: Page, text: RegExp, by = /^Next moment/): Promise<string> {
  const found = page.locator('.app-main, .app-caption').getByText(text).first()
  for (let step = 0; step < STEPS; step += 1) {
    if (await found.isVisible()) return found.innerText()
    await page.getByRole('button', { name: by }).click()
    await page.locator('.app[data-work="paused"]').waitFor({ timeout: 120_000 })
  }
  throw new Error(`the stage never says ${String(text)}`)
}

async function draw(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?lang=en&theme=light&play=0&scenario=three-nodes`)
  const view = (name: string) => page.getByRole('main').getByRole('button', { name })
  await view('Text view').click()
  const leading = await until(page, /orders-0 on broker \d: leader, leader epoch 0, HW [1-9]/)
  const leader = /broker (\d)/.exec(leading)?.[1] ?? ''
  await page.getByText(new RegExp(`^Broker ${leader}, running`)).click()
  await page.keyboard.press('k')
  await until(page, /is fenced|moves the leader|becomes the leader|makes .* the leader/)
  const elected = await until(page, /orders-0 on broker \d: leader, leader epoch 1/, EVENT)
  await page.getByText(elected).click()
  await page.getByRole('tab', { name: 'Why' }).click()
  await view('Drawing').click()
  // Just before the next moment messages are on their way.
  for (let step = 0; step < 12; step += 1) {
    await page.getByRole('button', { name: EVENT }).click()
  }
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
