import { expect, test } from '@playwright/test'

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
