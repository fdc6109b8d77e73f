import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { momentsUntil, openStill } from '../support/page'

test('a refused produce is explained; each other future is lived through and compared', async ({
  page,
}, info) => {
  test.setTimeout(180_000)
  const file = info.outputPath('refused-produce.json')
  const maxBuffer = 1 << 26
  writeFileSync(
    file,
    execFileSync('npx', ['tsx', 'test/nets/exampleRun.ts', 'refused-produce'], { maxBuffer }),
  )
  await openStill(page, 'lang=en')
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file)
  await expect(page.getByRole('dialog')).toBeHidden()

  // To the refusal, and from its caption to its reason: one press.
  const caption = page.getByRole('region', { name: 'Caption' })
  const next = page.getByRole('button', { name: 'Next moment', exact: true })
  await momentsUntil(page, 'Next moment', async () =>
    (await caption.innerText()).includes('refuses acks=all'),
  )
  await caption.getByRole('button', { name: 'Why?' }).click()

  const why = page.getByRole('tabpanel', { name: 'Why' })
  await expect(why.getByRole('heading', { level: 3 })).toContainText(
    'refuses Produce with NOT_ENOUGH_REPLICAS',
  )
  const because = why.getByRole('list').first().getByRole('listitem')
  await expect(because).toHaveCount(6)
  await expect(because.nth(0)).toContainText(/orders-0: leader (\d) → \1, epoch 0, ISR .* → \1/)
  await expect(because.nth(1)).toContainText('a replica has not caught up for 30000 ms')
  await expect(because.nth(2)).toContainText('You cut the link node-')
  await expect(because.nth(4)).toContainText('is fenced (its session has expired)')
  await expect(because.nth(5)).toContainText('You kill Broker')
  await expect(why).toContainText('|ISR| 1 ≥ min.insync.replicas 2 → no')
  await expect(why).toContainText('min.insync.replicas2 topic')
  await expect(why).toContainText('R-40')
  await expect(why.getByRole('link', { name: /Kafka documentation/ })).toHaveAttribute(
    'href',
    /kafka\.apache\.org/,
  )
  await expect(why.locator('.why-chip code')).toHaveText([
    'min.insync.replicas=1',
    'acks=1',
    /^heal link \d–\d$/,
  ])

  // A link of the chain jumps.
  await because.nth(2).getByRole('button').click()
  await expect(page.getByText(/^12\.000 s$/).first()).toBeVisible()
  await next.click()
  await page.locator('.app[data-work="paused"]').waitFor()
  await page.getByRole('slider', { name: 'Time in the whole run' }).press('End')
  await caption.getByRole('button', { name: 'Why?' }).click()

  await why.getByRole('button', { name: /^min\.insync\.replicas=1/ }).click()
  const verdict = page.getByRole('main').getByRole('status')
  await expect(verdict).toContainText(
    /A refused \d+ produce requests?; min\.insync\.replicas=1 none/,
  )
  await expect(page.getByRole('group', { name: /Differences/ })).toContainText(
    'Records acknowledged',
  )
})
