import type { Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { momentsUntil } from '../support/page'

/** The page with three nodes at work, time standing still. */
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`/?lang=en&play=0&scenario=three-nodes${query}`)
  await page.locator('.app[data-work="paused"]').waitFor({ timeout: 60_000 })
}

const mark = (page: Page, key: string) => page.locator(`[data-key="${key}"]`)
const verb = (page: Page, id: string) => page.locator(`.stage-bar [data-verb="${id}"]`)

/** The faults that the run has, as the dialog lists them; the dialog is closed again. */
async function listed(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Faults', exact: true }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Placed' })).toBeVisible()
  const rows = page.getByRole('dialog').locator('.faults-table tbody tr')
  const texts = await rows.locator('th').allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  return texts
}

/** A verb that has no room in the bar: the pointer rests on the button for the rest, without a press. */
async function comeTo(page: Page, id: string): Promise<void> {
  await page.locator('.stage-bar').waitFor()
  if (!(await verb(page, id).isVisible())) await page.locator('.stage-bar [data-verbs]').hover()
  await verb(page, id).waitFor()
}

/** One press on the mark, one on the verb: the fault is there. */
async function inTwo(page: Page, key: string, id: string): Promise<void> {
  await page.keyboard.press('Escape')
  await mark(page, key).click({ position: { x: 12, y: 12 } })
  await comeTo(page, id)
  await verb(page, id).click()
}

test('each verb of a broker and of the clients takes two presses from rest', async ({ page }) => {
  test.setTimeout(180_000)
  await open(page)
  const before = await listed(page)
  expect(before).toEqual([])
  const verbs = [
    ['broker/2', 'slowCpu', 'Slow CPU (20 ms each)'],
    ['broker/2', 'skewClock', 'Skew clock (+192 h)'],
    ['broker/2', 'slowDisk', 'Slow disk (400 ms)'],
    ['broker/2', 'fillDisk', 'Fill disk'],
    ['broker/2', 'runRetention', 'Run retention now'],
    ['broker/2', 'slowNetwork', 'Slow network (+200 ± 50 ms)'],
    ['broker/2', 'loseNetwork', 'Lose packets (100 ‰)'],
    ['broker/2', 'limitNetwork', 'Limit bandwidth (20000 B/s)'],
    ['broker/2', 'isolate', 'Isolate'],
    ['broker/2', 'pause', 'Pause'],
    ['broker/3', 'stop', 'Stop cleanly'],
    ['broker/3', 'restart', 'Restart'],
    ['broker/3', 'powerOff', 'Power off'],
    ['broker/1', 'crash', 'Crash'],
    ['client/shop', 'burst', 'Burst of 50'],
    ['client/shop', 'skewKeys', 'Skew keys'],
    ['client/shop', 'skewClock', 'Skew clock (+2 h)'],
    ['client/shop', 'pause', 'Pause'],
    ['client/billing-1', 'slowProcessing', 'Slow processing (2000 ms)'],
    ['client/billing-1', 'stopCommitting', 'Stop committing'],
    ['client/billing-1', 'leave', 'Leave the group'],
    ['client/billing-2', 'crash', 'Crash'],
  ] as const
  for (const [key, id] of verbs) await inTwo(page, key, id)
  expect(await listed(page)).toEqual(verbs.map(([, , text]) => text))
  // What cannot be done now stays in sight and says why.
  await page.keyboard.press('Escape')
  await mark(page, 'broker/1').click({ position: { x: 12, y: 12 } })
  await comeTo(page, 'powerOff')
  await expect(verb(page, 'powerOff')).toHaveAttribute('aria-disabled', 'true')
  await expect(verb(page, 'powerOff')).toHaveAttribute('title', 'It is down.')
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await mark(page, 'broker/1').click({ position: { x: 12, y: 12 } })
  await expect(verb(page, 'crash')).toBeVisible()
})

test('a disk: a directory fails, a copy is damaged, the disk is healed', async ({ page }) => {
  test.setTimeout(120_000)
  await open(page)
  // Until there is a record to damage.
  await mark(page, 'replica/3/orders-0').click({ position: { x: 12, y: 12 } })
  await comeTo(page, 'corruptTail')
  await expect(verb(page, 'corruptTail')).toHaveAttribute('title', 'The log holds no records.')
  await momentsUntil(page, 'Next moment', async () => {
    await comeTo(page, 'corruptTail')
    const disabled = await verb(page, 'corruptTail').getAttribute('aria-disabled')
    return disabled === null
  })
  await inTwo(page, 'replica/3/orders-0', 'corruptTail')
  await inTwo(page, 'broker/2', 'failDirectory//dir/data-2')
  expect(await listed(page)).toEqual(['Corrupt last batch of orders-0', 'Fail /dir/data-2'])
  await page.keyboard.press('Escape')
  await mark(page, 'broker/2').click({ position: { x: 12, y: 12 } })
  await comeTo(page, 'failDirectory//dir/data-2')
  await expect(verb(page, 'failDirectory//dir/data-2')).toHaveAttribute('aria-disabled', 'true')
  await verb(page, 'healDisk').click()
  await expect(verb(page, 'healDisk')).toHaveCount(0)
})

test('the menu of a mark holds every verb of its links: two presses', async ({ page }) => {
  await open(page)
  await mark(page, 'broker/1').click({ button: 'right', position: { x: 12, y: 12 } })
  // What is used most stands first; the rest under names: a pointer opens them without a press.
  const first = page.getByRole('menu', { name: 'Actions for Broker 1' })
  await expect(first.getByRole('menuitem').first()).toHaveText('Crash')
  // Ten verbs and six groups.
  await expect(first.getByRole('menuitem')).toHaveCount(16)
  await first.getByRole('menuitem', { name: 'Links' }).hover()
  const menu = page.getByRole('menu', { name: 'Links' })
  for (const name of [
    'Cut Broker 1 ↔ Broker 2',
    'Cut Broker 1 → Broker 2 only',
    'Slow Broker 1 ↔ Broker 2 (+200 ± 50 ms)',
    'Lose 100 ‰ on Broker 1 ↔ Broker 2',
    'Limit Broker 1 ↔ Broker 2 (20000 B/s)',
  ]) {
    await expect(menu.getByRole('menuitem', { name, exact: true })).toBeAttached()
  }
  await menu.getByRole('menuitem', { name: 'Cut Broker 1 → Broker 2 only', exact: true }).click()
  expect(await listed(page)).toEqual(['Cut Broker 1 → Broker 2 only'])
  await page.keyboard.press('Escape')
  await page.getByRole('img', { name: /Link from node-1 to node-2: cut/ }).click()
  await page.keyboard.press('x')
  expect(await listed(page)).toEqual(['Cut Broker 1 → Broker 2 only', 'Cut Broker 1 ↔ Broker 2'])
})

test('a message: drop, delay, duplicate, overtaken; undo goes back and keeps the other future', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await open(page, '&detail=wire')
  const message = page.locator('.stage-flying').first()
  await until(page, message)
  for (const id of ['delay', 'duplicate', 'drop']) {
    await message.dispatchEvent('click')
    await verb(page, id).click()
  }
  expect(await listed(page)).toEqual(['Delay 250 ms', 'Duplicate', 'Drop'])
  const events = await eventsOf(page)
  for (let count = 0; count < 3; count += 1) await page.keyboard.press('Control+z')
  expect(await eventsOf(page)).toBe(events - 3)
  expect(await listed(page)).toEqual([])
  await page.keyboard.press('Control+Shift+z')
  expect(await listed(page)).toEqual(['Delay 250 ms'])
})

test('a message that arrives under the pointer is not pointed at any more', async ({ page }) => {
  await open(page, '&detail=wire&view=stage+ladder')
  const message = page.locator('.stage-flying').first()
  await until(page, message)
  await message.dispatchEvent('pointerover')
  await expect(message).toHaveAttribute('data-hovered')
  const arrow = page.locator('.app-lower [data-hovered]').first()
  await expect(arrow).toBeAttached()
  const mark = await message.elementHandle()
  for (let step = 0; step < 80; step += 1) {
    if ((await mark?.evaluate((one) => one.isConnected)) !== true) break
    await page.keyboard.press('Shift+Period')
  }
  // The lenses keep its line; nothing points at it.
  await expect(page.locator('[data-hovered]')).toHaveCount(0)
})

test('keyboard: crash in three keys, all verbs by M', async ({ page }) => {
  await open(page)
  await mark(page, 'broker/1').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('k')
  await expect(page.locator('.stage-row-down')).toHaveCount(1)
  await mark(page, 'broker/2').focus()
  await page.keyboard.press('m')
  await expect(page.getByRole('menuitem', { name: 'Isolate', exact: true })).toBeVisible()
  // The keyboard comes to a verb: it is tried out, as under a pointer.
  await page.keyboard.press('ArrowDown')
  const focused = await page.getByRole('menuitem').and(page.locator(':focus')).innerText()
  await expect(page.locator('.preview-card')).toContainText(`Preview ${focused}`)
  await page.keyboard.press('Escape')
  await expect(page.locator('.preview-card')).toHaveCount(0)
  await expect(mark(page, 'broker/2')).toBeFocused()
})

test('the rest of the verbs: by keys, and each is tried out as it is come to', async ({ page }) => {
  await open(page)
  await mark(page, 'broker/2').click({ position: { x: 12, y: 12 } })
  const bar = page.locator('.stage-bar')
  const more = bar.locator('[data-verbs]')
  await more.focus()
  await page.keyboard.press('Enter')
  await expect(more).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Tab')
  const focused = bar.getByRole('group', { name: 'Process' }).locator(':focus')
  const name = await focused.innerText()
  await expect(page.locator('.preview-card')).toContainText(`Preview ${name}`)
  // It lies over nothing that is chosen, and the card not over it.
  const [part, chosen, card] = await Promise.all(
    ['.stage-verbs', '[data-key="broker/2"]', '.preview-card'].map((one) =>
      page.locator(one).boundingBox(),
    ),
  )
  expect(covers(part, chosen)).toBe(false)
  expect(covers(part, card)).toBe(false)
  await page.keyboard.press('Escape')
  await expect(page.locator('.stage-verbs')).toHaveCount(0)
  await expect(more).toBeFocused()
  await expect(bar).toBeVisible()
})

type Place = Awaited<ReturnType<Locator['boundingBox']>>

function covers(a: Place | undefined, b: Place | undefined): boolean {
  if (!a || !b) throw new Error('it is not there')
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return across > 0 && down > 0
}

test('a bar is one line, and no replica of the broker is under it', async ({ page }) => {
  await open(page)
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const id of [1, 2, 3]) {
      await mark(page, `broker/${id}`).click({ position: { x: 12, y: 12 } })
      const place = await page.locator('.stage-bar').boundingBox()
      expect(place?.height).toBeLessThan(40)
      for (const chip of await page.locator(`[data-key^="replica/${id}/"]`).all()) {
        expect(covers(place, await chip.boundingBox())).toBe(false)
      }
    }
  }
})

test('preview: a dry run beside the run says what a crash would do; the rest of the stage is dim', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await open(page)
  await mark(page, 'broker/2').click({ position: { x: 12, y: 12 } })
  const before = await eventsOf(page)
  await verb(page, 'crash').hover()
  const card = page.locator('.preview-card')
  await expect(card).toContainText('Preview')
  await expect(card).toContainText('leader moves: orders-', { timeout: 90_000 })
  await expect(card).toContainText('No acknowledged record is lost.')
  await expect(page.locator('.stage-mark[data-faint]').first()).toBeAttached()
  expect(await eventsOf(page)).toBe(before)
  await page.mouse.move(2, 2)
  await expect(card).toHaveCount(0)
  await expect(page.locator('.stage-mark[data-faint]')).toHaveCount(0)
})

test('the dialog: search, plan, heal one, switch one off', async ({ page }) => {
  test.setTimeout(120_000)
  await open(page)
  await page.getByRole('button', { name: 'Faults', exact: true }).click()
  const dialog = page.getByRole('dialog')
  // Words in any order; what the pointer rests on is tried before it is chosen.
  await dialog.getByRole('searchbox').fill('active kill')
  await dialog.getByRole('option').first().hover()
  await expect(page.locator('.preview-card')).toContainText(/^Preview .*[Kk]ill/)
  await dialog.getByRole('option').first().click()
  await dialog.getByRole('combobox', { name: /^When/ }).selectOption('every')
  await dialog.getByLabel('Every so many seconds').fill('2')
  await dialog.getByLabel(/For so many seconds/).fill('1')
  await dialog.getByRole('button', { name: 'Place' }).click()
  const row = dialog.locator('.faults-table tbody tr')
  await expect(row).toContainText('every 2 s, for 1 s')
  await expect(row).toContainText('waits')
  await dialog.getByRole('searchbox').fill('Broker 2 · Pause')
  await dialog.getByRole('option').first().click()
  await dialog.getByRole('button', { name: 'Place' }).click()
  await expect(row).toHaveCount(2)
  await dialog.getByRole('button', { name: 'Heal Pause, Broker 2' }).click()
  await expect(row.nth(1)).toHaveAttribute('data-state', 'healed')
  await dialog.getByRole('checkbox').nth(1).click()
  await expect(row).toHaveCount(1)
  // It may wait for a condition, from the same parts as a run is searched for.
  await dialog.getByRole('searchbox').fill('Broker 3 · Pause')
  await dialog.getByRole('option').first().click()
  await dialog.getByRole('combobox', { name: /^When/ }).selectOption('when')
  await dialog.getByRole('combobox', { name: 'About' }).selectOption('a transition')
  await dialog.getByRole('button', { name: 'Place' }).click()
  await expect(row.nth(1)).toContainText('when Classic group: Stable → PreparingRebalance')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeVisible()
})

async function eventsOf(page: Page): Promise<number> {
  const text = await page.getByText(/^event \d+ of \d+$/).innerText()
  return Number(/^event (\d+)/.exec(text)?.[1])
}

/** Goes from event to event until something is there. */
async function until(page: Page, there: Locator): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    if ((await there.count()) > 0) return
    await page.keyboard.press('Shift+Period')
  }
  await expect(there).toBeAttached()
}
