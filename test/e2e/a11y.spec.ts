import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { MAIN_LENSES, SECOND_LENSES } from '../../src/store/layout'
import { eachLayer } from '../support/layers'
import { showLenses, standingStill } from '../support/page'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const

/** Every main lens, and below each a second one: all of both are seen. */
const VIEWS = MAIN_LENSES.map((main, at) => {
  const others = SECOND_LENSES.filter((lens) => lens !== main)
  return { main, second: others[at % others.length] ?? 'logs' } as const
})

const LOOKS = ['light', 'dark'].flatMap((theme) => ['en', 'zh'].map((lang) => ({ theme, lang })))

/** What the console calls an error, and every request to somebody else. */
function complaints(page: Page): string[] {
  const found: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(message.text())
  })
  page.on('pageerror', (error) => found.push(error.message))
  page.on('request', (request) => {
    const { hostname, protocol, href } = new URL(request.url())
    if (hostname !== '127.0.0.1' && protocol.startsWith('http')) found.push(href)
  })
  return found
}

/** The page with a lens drawn, and time standing still. */
async function open(page: Page, query: string): Promise<void> {
  await page.goto(`/?${query}&play=0`)
  await page.locator('.app-main :is(svg, table, [role], h2)').first().waitFor()
  await standingStill(page)
  await page.evaluate(() => document.fonts.ready)
}

/** Beyond the lens the parts come later, each with stops of its own. */
async function allThere(page: Page): Promise<void> {
  await page.locator('.app-side :is(.inspector-name, .starter-title)').waitFor()
  await page.locator('.app-second [data-lens]').waitFor()
}

/** What axe finds on the page, or in some regions of it. */
async function broken(page: Page, regions: readonly string[] = []): Promise<readonly string[]> {
  // The page has no frames, and what is in order is not asked for: a quarter of the time.
  const builder = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
  const axe = regions.reduce((one, region) => one.include(region), builder)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}

/** Controls on which a pointer meets less than 24 px. EXPERIENCE (l) 11. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isTiny = ({ width, height }: DOMRect) => width <= 1 || height <= 1
    // What is one px large, or in such a box, is for screen readers or for forms.
    const isUnseen = (element: Element) => {
      if (element.closest('[aria-hidden="true"]') !== null) return true
      for (let box: Element | null = element; box !== null; box = box.parentElement) {
        if (isTiny(box.getBoundingClientRect())) return true
      }
      return false
    }
    // What is pressed in a drawing is large enough by what it draws, be it transparent.
    const pressed = 'button, select, input, [role="tab"], [role="button"], [role="menuitem"]'
    return [...document.querySelectorAll(pressed)]
      .filter((element) => element.checkVisibility() && !isUnseen(element))
      .flatMap((element) => {
        // A label is pressed for what it holds.
        const target = element.closest('label') ?? element
        const { width, height } = target.getBoundingClientRect()
        const name = element.ariaLabel ?? element.textContent
        // In hundredths: a place in a drawing is seldom a whole number.
        const least = Math.round(Math.min(width, height) * 100) / 100
        return least < 24 ? [`${name} ${width}×${height}`] : []
      })
  })
}

/** Places of values that were shown as they are written: a sentence that could not be said. */
async function unsaid(page: Page): Promise<readonly string[]> {
  const text = await page.locator('body').innerText()
  return text.match(/\{[a-z]\w*[,}].{0,60}/g) ?? []
}

for (const size of SIZES) {
  for (const { theme, lang } of LOOKS) {
    test(`axe finds nothing: ${size.width} px, ${theme}, ${lang}`, async ({ page }) => {
      // Eight pairs of lenses, a second or two each on a slow machine.
      test.setTimeout(240_000)
      const isPhone = size.width < 600
      const found = complaints(page)
      await page.setViewportSize(size)
      await open(page, `lang=${lang}&theme=${theme}`)
      expect.soft(await broken(page), 'the whole page').toEqual([])
      // What stands around the lenses stays: it has been looked at.
      const regions = isPhone ? ['.app-main'] : ['.app-main', '.app-lower']
      for (const view of VIEWS) {
        const name = `${view.main}+${view.second}`
        await showLenses(page, view)
        expect.soft(await broken(page, regions), name).toEqual([])
        expect.soft(await smallTargets(page), name).toEqual([])
        expect.soft(await unsaid(page), name).toEqual([])
        expect.soft(await page.locator('.panel-failed').count(), name).toBe(0)
      }
      expect(found).toEqual([])
    })
  }
}

for (const { look, lang, width, height } of [
  { look: 'light', lang: 'en', width: 1440, height: 900 },
  { look: 'dark', lang: 'zh', width: 390, height: 844 },
] as const) {
  test(`axe finds nothing in any layer, whose targets are large enough: ${look}, ${lang}`, async ({
    page,
  }) => {
    test.setTimeout(240_000)
    const found = complaints(page)
    await page.setViewportSize({ width, height })
    await open(page, `lang=${lang}&theme=${look}&scenario=three-nodes`)
    await eachLayer(page, { language: lang }, async (name) => {
      expect.soft(await broken(page, ['[role="dialog"]']), name).toEqual([])
      expect.soft(await smallTargets(page), name).toEqual([])
      expect.soft(await unsaid(page), name).toEqual([])
    })
    expect(found).toEqual([])
  })
}

test('F6 goes round the regions, and Shift+F6 back', async ({ page }) => {
  await open(page, 'lang=en')
  await allThere(page)
  const region = () =>
    page.evaluate(
      () =>
        ['top', 'rail', 'main', 'caption', 'second', 'inspector', 'time'].find(
          (name) => document.activeElement?.closest(`.app-${name}`) !== null,
        ) ?? '',
    )
  const there: string[] = []
  for (let at = 0; at < 7; at++) {
    await page.keyboard.press('F6')
    there.push(await region())
  }
  expect(there).toEqual(['top', 'rail', 'main', 'caption', 'second', 'inspector', 'time'])
  await page.keyboard.press('Shift+F6')
  expect(await region()).toBe('inspector')
})

test('Tab reaches every control, shows it, and leaves the page again', async ({ page }) => {
  await open(page, 'lang=en&view=stage+events')
  await allThere(page)
  // Composite controls are one stop: arrows move inside them, as between radio buttons.
  const wanted = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')]
      .filter((element) => element.tabIndex === 0 && element.offsetParent !== null)
      .filter((element) => element.closest('[aria-hidden="true"]') === null)
      .filter((element) => !element.matches('[type="radio"]:not(:checked)'))
      // A panel is a stop only until its lens has come, which holds stops of its own.
      .filter((element) => !element.matches('[role="tabpanel"]'))
      .map((element, at) => {
        const name = `${at} ${element.ariaLabel ?? element.textContent}`
        element.dataset['stop'] = name
        return name
      }),
  )
  const seen = new Set<string>()
  for (let at = 0; at < wanted.length + 10; at++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      const isControl = element instanceof HTMLElement || element instanceof SVGElement
      return isControl ? (element.dataset['stop'] ?? '') : ''
    })
    if (stop !== '') seen.add(stop)
  }
  expect(wanted.filter((stop) => !seen.has(stop))).toEqual([])
})
