import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { openStill } from '../support/page'

async function openTerminal(page: Page): Promise<void> {
  await page.goto('/?lang=en&play=0')
  await page.getByRole('tab', { name: 'Terminal' }).click()
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused()
}

const screen = (page: Page) => page.locator('.xterm-rows')

test('a tool runs, prints and ends, from the keyboard alone', async ({ page }) => {
  await openTerminal(page)
  await page.keyboard.type('kafka-to')
  await page.keyboard.press('Tab')
  await page.keyboard.type('--bootstrap-server localhost:9092 --list')
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('orders')
  await expect(screen(page)).toContainText(/▸\s\d+\sevents/)
  await page.keyboard.press('Shift+Tab')
  await expect(page.locator('.xterm-helper-textarea')).not.toBeFocused()
})

test('a link that shows the terminal leaves the focus where it is', async ({ page }) => {
  await openStill(page, 'lang=en&view=stage+terminal')
  await expect(screen(page)).toBeVisible()
  await expect(page.locator('body')).toBeFocused()
})

test('a consumer goes on until Ctrl+C, and the page holds its time again', async ({ page }) => {
  await openTerminal(page)
  await page.keyboard.type(
    'kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning',
  )
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('A-000000')
  await page.keyboard.press('Control+c')
  await expect(screen(page)).toContainText(/Processed a total of \d+ messages/)
  await expect(page.getByText('time stands still')).toBeVisible()
})

test('the terminal is a lens like the others: heading, sentence, text view by key, export', async ({
  page,
}) => {
  await page.goto('/?lang=en&play=0&view=terminal+logs')
  const lens = page.locator('.app-main [data-lens="terminal"]')
  await expect(lens.getByRole('heading', { name: 'Terminal' })).toBeVisible()
  await expect(lens.getByText('1 terminal, nothing runs')).toBeVisible()

  const readers = lens.getByRole('button', { name: 'Screen reader' })
  await readers.focus()
  await page.keyboard.press('t')
  await expect(readers).toHaveAttribute('aria-pressed', 'true')

  await page.locator('.xterm-helper-textarea').focus()
  await page.keyboard.type('echo taken away')
  await page.keyboard.press('Enter')
  await expect(screen(page)).toContainText('taken away')
  await lens.getByRole('button', { name: 'Export' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).click(),
  ])
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^Line\r?\n.*echo taken away\r?\n/)
})
