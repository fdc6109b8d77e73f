import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const TEXT = readFileSync('test/inputs/user-docker-compose.yml', 'utf8')

test('a compose file that is dropped on the page is reported key by key, and runs', async ({
  page,
}) => {
  await page.goto('/')
  await page.locator('.app[data-work="playing"]').waitFor()
  const files = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'docker-compose.yml'))
    return data
  }, TEXT)
  await page.dispatchEvent('body', 'drop', { dataTransfer: files })
  const dialog = page.getByRole('dialog', { name: 'docker-compose.yml' })
  await expect(dialog.getByText('1 Kafka server, 1 other service')).toBeVisible()
  await expect(dialog.getByText('sends clients to kafka:9092')).toBeVisible()

  await dialog.getByRole('button', { name: /ignored/ }).click()
  await expect(dialog.getByRole('row', { name: /KAFKA_KRAFT_MODE/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /KAFKA_NODE_ID/ })).toBeHidden()
  await dialog.getByRole('button', { name: 'Show line 14' }).click()
  await expect(dialog.getByText('KAFKA_KRAFT_MODE: "true"')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('.layer-box').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await dialog.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByRole('button', { name: 'docker-compose.yml' })).toBeVisible()
})

test('a broken file is refused with its place and a hint, in Chinese too', async ({ page }) => {
  await page.goto('/?lang=zh')
  await page.locator('.scenario-button').click()
  await page.getByRole('menuitem', { name: /导入/ }).click()
  const dialog = page.getByRole('dialog', { name: '导入' })
  await dialog.getByRole('textbox').fill('services:\n  kafka:\n\timage: x\n')
  await dialog.getByRole('button', { name: '读取' }).click()
  await expect(dialog.getByText('这里用了制表符，YAML 只接受空格。')).toBeVisible()
  await expect(dialog.getByText(/docker-compose.yml，第 3 行/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
