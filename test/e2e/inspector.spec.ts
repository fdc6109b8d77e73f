import { expect, test } from '@playwright/test'
import { momentsUntil, openStill, pressAndWait, standingStill } from '../support/page'

test.describe.configure({ timeout: 120_000 })

test('a setting is changed by kafka-configs, and its answer is shown', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  await page.locator('[data-key="broker/1"]').click({ position: { x: 12, y: 12 } })
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
  await expect(inspector.getByRole('status')).toContainText('Completed updating default config', {
    timeout: 40_000,
  })
  await standingStill(page)
  await expect(inspector.locator('.settings')).toContainText(/log\.retention\.ms60000/)
})

test('why not: from a broker and from a moment, the first unmet condition with its numbers', async ({
  page,
}) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  // Nothing is chosen: the newest moment is asked about.
  await page.keyboard.press('Shift+W')
  const why = page.getByRole('tabpanel', { name: 'Why' })
  await expect(why.getByRole('button', { name: 'Why not?' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(why).toContainText('Asked about the instant')
  await expect(why.locator('.why-guard[data-met="false"]')).toHaveCount(1)

  await page.locator('[data-key="broker/1"]').click({ position: { x: 12, y: 12 } })
  await page.keyboard.press('k')
  await page.keyboard.press('Shift+W')
  await expect(why.getByRole('heading', { level: 3 })).toHaveText('Why is broker 1 not fenced yet?')
  await expect(why.locator('.why-guard').last()).toHaveText(
    /silent for \d+ ms > broker\.session\.timeout\.ms 9000 → no/,
  )
  await expect(why.getByRole('list').nth(1)).toContainText('You kill Broker 1')
  await expect(why.locator('.why-chip code')).toHaveText([
    'stop Broker 1 cleanly',
    'leave out: You kill Broker 1',
  ])
  // And the other question is one press away.
  await why.getByRole('button', { name: 'Why?', exact: true }).click()
  await expect(why.getByRole('heading', { level: 3 })).toContainText('Broker 1')
})

test('letters typed before the palette has come are its text, not keys of the page', async ({
  page,
}) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/Palette/, async (route) => {
    await held
    await route.continue()
  })
  await openStill(page, 'lang=en&scenario=three-nodes')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('p broker')
  release()
  const field = page.getByRole('searchbox', { name: 'Find or do…' })
  await expect(field).toHaveValue('p broker', { timeout: 30_000 })
  await expect(page.locator('.app')).not.toHaveAttribute('data-presenting')
  await field.fill('Select Broker 2')
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: 'Broker 2', level: 2 })).toBeVisible()
})

test('Enter runs the first entry, whether the palette has come or not', async ({ page }) => {
  const opens = async (text: string, heading: string) => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: heading, level: 2 })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/Palette/, async (route) => {
    await held
    await route.continue()
  })
  await openStill(page, 'lang=en&scenario=three-nodes')
  const inTime = opens('Select Broker 2', 'Broker 2')
  // What is typed now is typed for a palette that has not come, or that comes among the letters.
  await page.locator('.app[data-work="paused"]').waitFor()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  release()
  await inTime
  await opens('Select Broker 3', 'Broker 3')
})

test('Enter runs the first entry that a shorter text finds', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  await page.keyboard.press('Control+k')
  const field = page.getByRole('searchbox', { name: 'Find or do…' })
  await field.pressSequentially('Select Broker 1x')
  await field.press('Backspace')
  const first = page.getByRole('menuitem').first()
  await expect(first).toContainText('Select Broker 1')
  // It looks marked, though the list has marked none.
  await expect(first).not.toHaveCSS('box-shadow', 'none')
  await field.press('Enter')
  await expect(page.getByRole('heading', { name: 'Broker 1', level: 2 })).toBeVisible()
})

test('help lists the keys of the page', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=three-nodes')
  await page.keyboard.press('Shift+Slash')
  const keys = page.getByRole('dialog').locator('.keys kbd')
  await expect(keys.first()).toBeVisible()
  const listed = await keys.allInnerTexts()
  const digits = [1, 2, 3, 4, 5, 6, 7].flatMap((digit) => [String(digit), `Shift ${digit}`])
  const wanted = [
    ...['Space', '.', ',', '>', '<', ']', '[', 'Ctrl .', 'Ctrl ,', '+', '−', 'B', 'G', 'C', 'Y'],
    ...['Shift Y', 'K', 'X', 'H', 'P', 'F6', 'Shift F6', 'Ctrl K', '/', 'Ctrl `', 'T', 'W'],
    ...['Shift W', 'F', 'I', 'N', 'Shift N', 'Ctrl Z', 'Ctrl Shift Z', 'Esc', '?', ...digits],
  ]
  expect(wanted.filter((key) => !listed.includes(key))).toEqual([])
})

test('what happens is heard where a person has asked for it', async ({ page }) => {
  await page.addInitScript(() => {
    const heard: number[] = []
    Object.assign(window, { heard })
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its node below
    const { start } = OscillatorNode.prototype
    OscillatorNode.prototype.start = function (when) {
      heard.push(this.frequency.value)
      start.call(this, when)
    }
  })
  const heard = () => page.evaluate(() => (window as unknown as { heard: number[] }).heard)
  await openStill(page, 'lang=en&scenario=leader-dies')
  await pressAndWait(page, '.')
  await pressAndWait(page, 'Shift+Slash')
  await page
    .getByRole('dialog')
    .getByLabel(/^Sound/)
    .check()
  await page.keyboard.press('Escape')
  expect(await heard()).toEqual([])
  const all = [1_800, 880, 1_320, 523, 784]
  // Records are appended and committed; broker 1 dies, and another one leads.
  await momentsUntil(page, 'Next moment', async () => {
    const told = new Set(await heard())
    return all.every((hertz) => told.has(hertz))
  })
})

test('the palette calls nodes as the stage does, in Chinese too', async ({ page }) => {
  await openStill(page, 'lang=zh')
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('searchbox')).toBeFocused()
  await page.keyboard.insertText('选择')
  await expect(dialog.getByRole('menuitem', { name: '选择控制器 4' })).toBeVisible()
  await expect(dialog.getByRole('menuitem', { name: 'Controller' })).toHaveCount(0)
})
