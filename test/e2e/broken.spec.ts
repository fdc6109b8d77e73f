import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { openStill, pressAndWait } from '../support/page'

/** A saved run whose voters do not flush, and what the file says. */
function saveUnflushed(file: string, edit: (text: string) => string = (text) => text): string {
  const text = execFileSync('npx', ['tsx', 'test/nets/exampleRun.ts', 'unflushed'])
  writeFileSync(file, edit(text.toString('utf8')))
  return readFileSync(file, 'utf8')
}

async function openFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('a run that breaks a property of Kafka says so: which, where, and how to replay it', async ({
  page,
}, info) => {
  const file = info.outputPath('unflushed.json')
  saveUnflushed(file)
  await openStill(page, 'lang=en')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await openFile(page, file)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('KR-14')
  await expect(alert).toContainText('flushed is 0')
  await expect(alert).toContainText('This run was started without fsync')
  await expect(alert).toContainText(/scenario Voters that do not flush, seed 1, event \d+/)
  const number = Number(/event (\d+)/.exec(await alert.innerText())?.[1])

  // Back to just before it: one step further is the event that broke it.
  await alert.getByRole('button', { name: 'Go back before it' }).click()
  await expect(page.getByText(new RegExp(`^event ${number - 1} of \\d+$`))).toBeVisible()
  await pressAndWait(page, 'Shift+Period')
  await expect(page.getByText(new RegExp(`^event ${number} of \\d+$`))).toBeVisible()

  // Hidden, it stays so while the run goes on.
  await alert.getByRole('button', { name: 'Hide' }).click()
  await pressAndWait(page, 'Shift+Period')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a property that breaks while the run plays is told then', async ({ page }, info) => {
  const file = info.outputPath('before.json')
  // As it was saved long before: what comes is made by the page itself.
  saveUnflushed(file, (text) => {
    const saved = JSON.parse(text) as Record<string, unknown>
    return JSON.stringify({ ...saved, end: 50, cursor: 50 })
  })
  await openStill(page, 'lang=en')
  await openFile(page, file)
  await expect(page.getByText('event 50 of 50', { exact: true })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('KR-14', { timeout: 30_000 })
})
