import { expect, test } from '@playwright/test'

/** EXPERIENCE J1, as somebody who follows every offer meets it. */
test('the first minute: a record, your record, a dead leader, a question', async ({ page }) => {
  test.setTimeout(150_000)
  await page.goto('/?lang=en')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const caption = page.getByRole('region', { name: 'Caption' })

  const send = page.getByRole('button', { name: 'Send a record' })
  await send.click({ timeout: 60_000 })
  // Their own record is marked while it flies.
  await page.getByText('yours', { exact: true }).first().waitFor({ timeout: 30_000 })
  const unplug = page.getByRole('button', { name: /^Unplug broker \d$/ })
  await unplug.waitFor({ timeout: 60_000 })

  await unplug.click()
  const question = page.getByText('When could the consumer first see it?')
  await question.waitFor({ timeout: 60_000 })
  await expect(page.getByRole('main')).toContainText('fenced')

  await page.getByRole('button', { name: /^Instant \d, committed/ }).click()
  await expect(caption).toContainText('Right')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(question).toBeHidden()
})
