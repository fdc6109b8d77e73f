import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'

/** Keeps every script file back until it is told to let them come. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  await page.route(/\.js$/, async (route) => {
    await released
    await route.continue()
  })
  return release
}

/** Where everything stands that the picture shows, by what it is. */
function places(page: Page): Promise<Readonly<Record<string, string>>> {
  return page
    .locator('.stage-mark, .rail-button, .lens-head h2, .app-logo, .play-button')
    .evaluateAll((marks) => {
      const named = marks.map((mark) => {
        const { x, y, width, height } = mark.getBoundingClientRect()
        const name = mark.getAttribute('data-key') ?? mark.getAttribute('data-name')
        return [
          `${mark.getAttribute('class') ?? ''} ${name ?? mark.textContent}`,
          [x, y, width, height].map((length) => length.toFixed(1)).join(' '),
        ] as const
      })
      return Object.fromEntries(named)
    })
}

const shown = (page: Page) => page.locator('.app[data-work="opening"] .stage-mark').first()

for (const [name, query, width, height] of [
  ['in English', 'lang=en', 1440, 900],
  ['on a low screen, as a story', 'lang=en&detail=story', 1366, 640],
  ['on a tablet in Chinese, dark, to the wire', 'lang=zh&theme=dark&detail=wire', 1024, 768],
  ['on a phone in Chinese', 'lang=zh', 390, 844],
] as const) {
  test(`the first picture stands where the run will stand: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const release = await holdScripts(page)
    await page.goto(`/?play=0&view=stage+charts&${query}`, { waitUntil: 'commit' })
    await shown(page).waitFor()
    const before = await places(page)
    expect(Object.keys(before).length).toBeGreaterThan(20)
    release()
    await page.locator('.app[data-work="paused"]').waitFor()
    expect(await places(page)).toMatchObject(before)
  })
}

for (const [how, press] of [
  ['the button', (page: Page) => page.getByRole('button', { name: 'Pause' }).click()],
  ['the space bar', (page: Page) => page.keyboard.press('Space')],
] as const) {
  test(`${how} of the first picture keeps the run from playing`, async ({ page }) => {
    const release = await holdScripts(page)
    await page.goto('/?lang=en', { waitUntil: 'commit' })
    await shown(page).waitFor()
    await press(page)
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
    release()
    await page.locator('.app[data-work="paused"]').waitFor()
    await page.keyboard.press('Space')
    await page.locator('.app[data-work="playing"]').waitFor()
  })
}

test('an address that wishes another run has no picture of the first one', async ({ page }) => {
  await holdScripts(page)
  await page.goto('/?lang=en&scenario=leader-dies', { waitUntil: 'commit' })
  // The picture's script is over: with a picture or without, it then asks for all the others.
  await page.waitForFunction(() => {
    const scripts = document.getElementById('scripts')
    return scripts instanceof HTMLTemplateElement && scripts.content.childElementCount === 0
  })
  expect(await page.locator('.app, .stage-mark').count()).toBe(0)
})

test('a compose file that is dropped on the first picture is read once the page is there', async ({
  page,
}) => {
  const release = await holdScripts(page)
  await page.goto('/?lang=en&play=0', { waitUntil: 'commit' })
  await shown(page).waitFor()
  const text = 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n'
  const isLeftToBrowser = await page.evaluate((compose) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([compose], 'docker-compose.yml', { type: 'text/yaml' }))
    const at = document.querySelector('.stage-mark') ?? document.body
    return ['dragover', 'drop'].map((type) =>
      at.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })),
    )
  }, text)
  expect(isLeftToBrowser).toEqual([false, false])
  release()
  await expect(page.getByRole('dialog', { name: 'docker-compose.yml' })).toBeVisible()
})
