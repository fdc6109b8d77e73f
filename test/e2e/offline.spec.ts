import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { errorsOf } from '../support/page'

test('20: the single file works from a disk and asks nobody for anything', async ({ browser }) => {
  test.setTimeout(180_000)
  execFileSync('npm', ['run', '-s', 'build:single'], { stdio: 'ignore' })
  const context = await browser.newContext({ offline: true })
  const page = await context.newPage()
  const errors = errorsOf(page)
  const asked: string[] = []
  const file = pathToFileURL(resolve('dist-single/index.html')).href
  // Its own file and icon come from the disk.
  page.on('request', (request) => {
    if (!/^(data|blob|file):/.test(request.url())) asked.push(request.url())
  })
  await page.goto(`${file}?lang=zh`)
  await page.locator('.app[data-work="playing"]').waitFor()
  await page.getByRole('button', { name: '暂停', exact: true }).click()
  await page.locator('.stage-svg .stage-mark').first().waitFor()
  await page.keyboard.press('Shift+6')
  await page.locator('[data-lens="metadata"], [data-lens="ladder"]').first().waitFor()
  expect(asked).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})
