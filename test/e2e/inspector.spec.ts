import { expect, test } from '@playwright/test'
import { openStill, standingStill } from '../support/page'

test('a setting is changed by kafka-configs, and its answer is shown', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  await page.getByRole('button', { name: /^orders-0, broker 1/ }).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await inspector.getByRole('tab', { name: 'Config' }).click()
  const setting = inspector.getByRole('searchbox', { name: 'Setting' })

  // What a broker reads when it starts says so; what the cluster may be asked for can be changed.
  await setting.fill('broker.session.timeout.ms')
  await expect(inspector).toContainText('Read-only: a broker reads it when it starts.')
  await setting.fill('log.retention.ms')
  await inspector.getByRole('button', { name: 'Change log.retention.ms' }).click()
  const value = inspector.getByRole('textbox', { name: 'New value of log.retention.ms' })
  await value.fill('60000')
  await value.press('Enter')
  await expect(inspector.getByRole('status')).toContainText('Completed updating default config')
  await standingStill(page)
  await expect(inspector.locator('.settings')).toContainText(/log\.retention\.ms60000/)
})
