import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { eachLayer } from '../support/layers'
import { openStill, showLenses } from '../support/page'

// EXPERIENCE (l) 12: no clipped control and no overlap, whatever the words and the room.

const TEXTS = [
  { name: 'doubled', query: 'lang=en&strings=double', width: 1440, height: 900 },
  { name: 'swapped', query: 'lang=en&strings=x', width: 1440, height: 900 },
  { name: 'one long word', query: 'lang=en&strings=long', width: 1440, height: 900 },
  { name: 'Chinese', query: 'lang=zh', width: 1440, height: 900 },
  // A browser at 200 % has half the room.
  { name: '200 %', query: 'lang=en', width: 720, height: 450 },
  { name: '320 px', query: 'lang=zh', width: 320, height: 640 },
] as const

const VIEWS = [
  { main: 'stage', second: 'logs' },
  { main: 'events', second: 'ladder' },
  { main: 'isr', second: 'charts' },
  { main: 'ladder', second: 'metadata' },
  { main: 'metadata', second: 'events' },
] as const

/** Controls whose words are cut off, that lie on one another, or that nobody can scroll to. */
async function badControls(page: Page, region = 'body'): Promise<readonly string[]> {
  return page.evaluate((inside) => {
    const named = (element: Element) =>
      (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        `${inside} :is(button, select, input, [role="tab"])`,
      ),
    ].filter((element) => {
      // Some choosers carry a native one for forms, which nobody sees.
      if (element.closest('[aria-hidden="true"]') !== null) return false
      const { width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && getComputedStyle(element).visibility === 'visible'
    })
    const clips = (element: HTMLElement) => {
      // A field scrolls what is written in it.
      if (element instanceof HTMLInputElement) return false
      const { overflowX, textOverflow } = getComputedStyle(element)
      return overflowX !== 'visible' && textOverflow !== 'ellipsis'
    }
    const clipped = controls
      .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && clips(one))
      .map((one) => `clipped: ${named(one)}`)
    const scrolls = (element: Element) => {
      for (let box = element.parentElement; box !== null; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box)
        if (/auto|scroll/.test(`${overflowX} ${overflowY}`)) return true
      }
      return false
    }
    const beyond = controls
      .filter((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect()
        const isOut = left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1
        return isOut && !scrolls(one)
      })
      .map((one) => `out of the page: ${named(one)}`)
    // What is scrolled out of its box covers nothing.
    const shownPart = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect()
      for (let box = element.parentElement; box !== null; box = box.parentElement) {
        if (getComputedStyle(box).overflow === 'visible') continue
        const room = box.getBoundingClientRect()
        left = Math.max(left, room.left)
        right = Math.min(right, room.right)
        top = Math.max(top, room.top)
        bottom = Math.min(bottom, room.bottom)
      }
      return { left, right, top, bottom }
    }
    const parts = controls.map((element) => ({ element, part: shownPart(element) }))
    const overlaps = parts.flatMap(({ element: a, part: one }, at) =>
      parts.slice(at + 1).flatMap(({ element: b, part: two }) => {
        if (a.contains(b) || b.contains(a) || scrolls(a) !== scrolls(b)) return []
        const across = Math.min(one.right, two.right) - Math.max(one.left, two.left)
        const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
        return across > 2 && down > 2 ? [`${named(a)} lies on ${named(b)}`] : []
      }),
    )
    return [...clipped, ...beyond, ...overlaps]
  }, region)
}

for (const { name, query, width, height } of TEXTS) {
  test(`12: no control is cut off or covered: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await openStill(page, query)
    for (const view of VIEWS) {
      await showLenses(page, view)
      expect.soft(await badControls(page), `${view.main}+${view.second}`).toEqual([])
    }
  })
}

for (const { name, query, width, height } of TEXTS.filter(({ name }) => name !== 'swapped')) {
  test(`12: nor in any layer: ${name}`, async ({ page }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height })
    await openStill(page, `${query}&scenario=three-nodes`)
    const language = query.includes('zh') ? 'zh' : 'en'
    await eachLayer(page, { language, isOneWord: query.includes('long') }, async (layer) => {
      expect.soft(await badControls(page, '[role="dialog"]'), layer).toEqual([])
    })
  })
}
