import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { momentsUntil, standingStill } from '../support/page'

const COMPOSE = 'test/inputs/user-docker-compose.yml'

const screen = (page: Page) => page.locator('.xterm-rows').first()

/** Drops a file on the page, as from a folder. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'text/yaml' }))
      return transfer
    },
    [name, text],
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data })
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

async function type(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}

async function eventIndex(page: Page): Promise<number> {
  const text = await page.getByText(/^event \d+ of \d+$/).innerText()
  return Number(/^event (\d+)/.exec(text)?.[1])
}

test('the compose file of the notes: up, topic, records, strips, back in time, same trace in Node', async ({
  page,
}, info) => {
  test.setTimeout(180_000)
  await page.goto('/?lang=en&play=0')
  await expect(
    page.getByRole('img', { name: /Cluster stage/ }).or(page.locator('.stage')),
  ).toBeVisible()
  await drop(page, 'docker-compose.yml', readFileSync(COMPOSE, 'utf8'))
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('KAFKA_LISTENERS')
  await expect(dialog).toContainText('kafka-ui')
  await dialog.getByRole('button', { name: 'Open, start nothing' }).click()

  await page.getByRole('tab', { name: 'Terminal' }).click()
  const typing = page.locator('.xterm-helper-textarea:focus')
  await expect(typing).toHaveCount(1)
  await type(page, 'docker compose up -d')
  await expect(screen(page)).toContainText(/kafka\s+Started/)
  await type(page, 'docker exec -it kafka bash')
  await type(
    page,
    'kafka-topics.sh --create --topic test --bootstrap-server localhost:9092 --partitions 3 --replication-factor 1',
  )
  await expect(screen(page)).toContainText(/Created\stopic\stest\./, { timeout: 60_000 })
  await type(page, 'kafka-console-producer.sh --topic test --bootstrap-server localhost:9092')
  await expect(screen(page)).toContainText('>', { timeout: 30_000 })
  await type(page, 'first line')
  await type(page, 'second line')
  await page.keyboard.press('Control+d')

  await page.getByRole('button', { name: 'Open another terminal' }).click()
  await expect(typing).toHaveCount(1)
  await type(
    page,
    'docker exec -it kafka kafka-console-consumer.sh --topic test --bootstrap-server localhost:9092 --from-beginning',
  )
  await expect(screen(page)).toContainText(/second\sline/, { timeout: 60_000 })
  await page.keyboard.press('Control+c')
  await expect(screen(page)).toContainText(/Processed\sa\stotal\sof\s2\smessages/)

  await expect(page.getByText('time stands still')).toBeVisible()
  await page.getByRole('tab', { name: 'Partition logs' }).click()
  const strips = page.getByRole('tabpanel', { name: 'Partition logs' })
  await strips
    .getByRole('button', { name: /test-\d/ })
    .first()
    .click()
  await page.getByRole('option', { name: 'test, all partitions' }).click()
  await strips.getByRole('button', { name: 'Text view' }).click()
  await expect(strips).toContainText('first line')
  await page.getByRole('slider', { name: 'Time in the whole run' }).focus()
  await page.keyboard.press('End')
  const end = await eventIndex(page)
  await page.keyboard.press('Home')
  expect(await eventIndex(page)).toBeLessThan(end)
  await expect(strips).not.toContainText('first line')
  await page.keyboard.press('End')
  expect(await eventIndex(page)).toBe(end)
  await expect(strips).toContainText('first line')

  await page.getByRole('button', { name: 'Share' }).click()
  const hash = await page.getByRole('dialog').locator('code').innerText()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const file = info.outputPath('notes.json')
  await (await saved).saveAs(file)
  const trace = execFileSync('npx', ['tsx', 'test/nets/trace.ts', file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  expect(trace.trim().split('\n').at(-1)).toBe(hash)
})

test('the leader of orders-0 dies: fenced, elected from the ISR, nothing lost, back in the ISR; also in reverse', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await page.goto('/?lang=en&scenario=three-nodes&view=stage+events&play=0')
  await standingStill(page)
  const stage = page.getByRole('main')
  await stage.getByRole('button', { name: 'Text view' }).click()
  const replicaOf = (text: string) => stage.getByText(new RegExp(`orders-0 on broker ${text}`))

  // On to a first committed record of orders-0.
  const leading = replicaOf('\\d: leader, leader epoch 0, HW [1-9]')
  await until(page, leading)
  const leader = Number(/broker (\d)/.exec(await leading.innerText())?.[1])

  const others = await replicaOf('\\d: in sync').allInnerTexts()
  const inSync = others.map((text) => Number(/broker (\d)/.exec(text)?.[1]))

  await stage.getByText(new RegExp(`^Broker ${leader}, running`)).click()
  await page.keyboard.press('k')
  await expect(stage.getByText(new RegExp(`^Broker ${leader}, killed`))).toBeVisible()
  const killed = await eventIndex(page)

  await until(page, replicaOf('\\d: leader, leader epoch 1'))
  const elect = await replicaOf('\\d: leader, leader epoch 1').first().innerText()
  expect(inSync).toContain(Number(/broker (\d)/.exec(elect)?.[1]))
  await expect(stage.getByText(new RegExp(`^Broker ${leader}, fenced`))).toBeVisible()
  const elected = await eventIndex(page)

  await stage.getByText(new RegExp(`^Broker ${leader}, fenced`)).click()
  await page.keyboard.press('k')
  await until(page, replicaOf(`${leader}: in sync, leader epoch 1`))

  // No acknowledged record was cut, and no record failed at the producer.
  await page.getByRole('tab', { name: 'Events' }).click()
  await expect(page.getByText(/had been acknowledged/)).toHaveCount(0)

  await page.getByRole('slider', { name: 'Time in the whole run' }).focus()
  const back = page.getByRole('button', { name: 'Previous moment' })
  while ((await eventIndex(page)) > elected) await back.click()
  await expect(replicaOf('\\d: leader, leader epoch 1')).toBeVisible()
  while ((await eventIndex(page)) >= killed) await back.click()
  await expect(replicaOf(`${leader}: leader, leader epoch 0`)).toBeVisible()
})

/** Goes from moment to moment until something is there. */
function until(page: Page, there: Locator): Promise<void> {
  return momentsUntil(page, 'Next moment', () => there.first().isVisible())
}
