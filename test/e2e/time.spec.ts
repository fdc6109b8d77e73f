import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'

async function opened(page: Page): Promise<void> {
  await page.goto('/?lang=en&play=0&scenario=three-nodes')
  await page.locator('.app[data-work="paused"]').waitFor()
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  // Letters that come before the palette has its focus would be keys of the page.
  await expect(page.getByRole('dialog').locator('input')).toBeFocused()
  await page.keyboard.type(name)
  await page.getByRole('menuitem', { name }).click()
}

test('a saved run survives a reload, opens where it was, goes and comes back', async ({ page }) => {
  await opened(page)
  const counted = page.getByText(/^event \d+ of \d+$/)
  const first = await counted.innerText()
  await page.getByRole('combobox', { name: 'Step' }).selectOption('event')
  await page.getByRole('button', { name: 'Step forward: event' }).click()
  await expect(counted).not.toHaveText(first)
  const clock = await counted.innerText()
  await command(page, 'My runs')
  const dialog = page.getByRole('dialog', { name: 'My runs' })
  await expect(dialog).toContainText('No run is saved')
  await dialog.getByRole('textbox', { name: 'Name of this run' }).fill('first commit')
  await dialog.getByRole('button', { name: 'Save this run' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name of first commit' })).toBeVisible()

  await page.reload()
  await page.locator('.app[data-work="paused"]').waitFor()
  await command(page, 'My runs')
  const name = dialog.getByRole('textbox', { name: 'Name of first commit' })
  await name.fill('commit')
  await name.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Name of commit' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(dialog).toContainText('commit is deleted.')
  await dialog.getByRole('button', { name: 'Bring it back' }).click()
  await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(clock)).toBeVisible()
})

test('run until: a condition is tested over the past, then time runs to where it holds', async ({
  page,
}) => {
  await opened(page)
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Run until…' })
  const part = (name: string) => dialog.getByRole('combobox', { name, exact: true })
  await part('Which').selectOption({ index: 1 })
  await part('Property').selectOption('high watermark')
  await part('Comparison').selectOption('≥')
  await dialog.getByRole('spinbutton', { name: 'Value' }).fill('3')
  await dialog.getByRole('button', { name: 'Look for it' }).click()
  await expect(dialog.getByRole('status')).toContainText('It has not held')
  await dialog.getByRole('button', { name: 'Run until it holds' }).click()
  await expect(page.locator('.app')).toHaveAttribute('data-work', 'paused', { timeout: 30_000 })
  await page.keyboard.press('c')
  await part('About').selectOption('anything')
  await part('Property').selectOption('active controller')
  await part('Comparison').selectOption('changes')
  await dialog.getByRole('button', { name: 'Look for it' }).click()
  await expect(dialog.getByRole('status')).toContainText('any · active controller changes')
  await expect(dialog.getByRole('status')).toContainText('It has held once')
  await dialog.getByRole('button', { name: 'Time before' }).click()
  await expect(page.getByRole('region', { name: 'Caption' })).toContainText('leads the quorum')
})

test('futures have names and pins, and go when they are told to; a new seed is said', async ({
  page,
}) => {
  await opened(page)
  await page.keyboard.press('y')
  await page.keyboard.press('b')
  await command(page, 'Futures and bookmarks')
  const dialog = page.getByRole('dialog', { name: 'Futures and bookmarks' })
  const second = dialog.getByRole('textbox', { name: 'Name of future B' })
  await second.fill('what I did')
  await second.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Name of future what I did' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Pin', exact: true }).first().click()
  await expect(dialog.getByRole('button', { name: 'Unpin' })).toBeVisible()
  await dialog.getByRole('textbox', { name: /^Note of the bookmark/ }).fill('look here')
  await dialog.getByRole('button', { name: 'Delete' }).first().click()
  await expect(dialog.getByRole('textbox', { name: 'Name of future A' })).toBeHidden()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Three nodes at work/ }).click()
  await page.getByRole('menuitem', { name: /seed/i }).last().click()
  await expect(page.getByRole('status').filter({ hasText: 'seed 2' })).toBeVisible()
})
