import { expect, test } from '@playwright/test'
import { openStill } from '../support/page'

test('the page opens and asks nobody else for anything', async ({ page }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.hostname !== '127.0.0.1' && url.protocol.startsWith('http')) elsewhere.push(url.href)
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Offset' })).toBeVisible()
  expect(elsewhere).toEqual([])
})

test('on a projector the transport goes out of sight, and a key brings it back', async ({
  page,
}) => {
  await openStill(page, 'lang=en&present')
  const app = page.locator('.app')
  const transport = page.locator('.app-time')
  await page.keyboard.press('Shift')
  await expect(app).toHaveAttribute('data-resting', 'true')
  await expect(transport).toHaveCSS('opacity', '0')
  const place = await transport.boundingBox()
  await page.keyboard.press('Shift')
  await expect(app).not.toHaveAttribute('data-resting')
  await expect(transport).toHaveCSS('opacity', '1')
  expect(await transport.boundingBox()).toEqual(place)
})
