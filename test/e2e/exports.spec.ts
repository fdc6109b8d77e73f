import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { MainLens } from '../../src/store/layout'
import { momentsUntil, openStill, pressAndWait, showLenses } from '../support/page'

// EXPERIENCE (c): every lens has Export (SVG, PNG, CSV) and Copy as text.

const lensOf = (page: Page, lens: MainLens) => page.locator(`.app-main [data-lens="${lens}"]`)

/** Takes something away from a lens of the upper half. */
async function taken(page: Page, lens: MainLens, item: string): Promise<Buffer> {
  await lensOf(page, lens).getByRole('button', { name: 'Export', exact: true }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  await expect(page.getByRole('menu')).toHaveCount(0)
  return readFile(await file.path())
}

/** What of the menu cannot be had, in its own words. */
async function refused(page: Page, lens: MainLens): Promise<readonly string[]> {
  await lensOf(page, lens).getByRole('button', { name: 'Export', exact: true }).click()
  const items = page.getByRole('menuitem')
  await expect(items).toHaveCount(4)
  const words = await page.locator('[role="menuitem"][aria-disabled="true"]').allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  return words.map((text) => text.replaceAll(/\s+/g, ' '))
}

const NO_DRAWING = [
  'Drawing as SVG No drawing is shown here.',
  'Drawing as PNG No drawing is shown here.',
]

test('a drawing, a picture of it and a table are taken from every lens that draws', async ({
  page,
}) => {
  await openStill(page, 'lang=en&scenario=leader-dies')
  // There are records.
  for (let moment = 0; moment < 4; moment += 1) await pressAndWait(page, '.')
  for (const main of ['stage', 'logs', 'charts', 'isr', 'metadata', 'ladder'] as const) {
    await showLenses(page, { main, second: main === 'logs' ? 'events' : 'logs' })
    const svg = (await taken(page, main, 'SVG')).toString()
    expect.soft(svg, main).toMatch(/^<svg [^]+<text[^]+<\/svg>$/)
    const png = await taken(page, main, 'PNG')
    expect.soft(png.subarray(1, 4).toString(), main).toBe('PNG')
    const csv = (await taken(page, main, 'CSV')).toString()
    expect.soft(csv.split('\r\n').length, main).toBeGreaterThan(2)
  }
})

test('where there is no drawing the menu says so, and gives the table', async ({ page }) => {
  await openStill(page, 'lang=en&scenario=leader-dies')
  for (const main of ['events', 'terminal'] as const) {
    await showLenses(page, { main, second: 'logs' })
    expect.soft(await refused(page, main), main).toEqual(NO_DRAWING)
  }
  for (const main of ['stage', 'isr'] as const) {
    await showLenses(page, { main, second: 'logs' })
    expect.soft(await refused(page, main), main).toEqual([])
    await lensOf(page, main).getByRole('button', { name: 'Text view' }).click()
    expect.soft(await refused(page, main), main).toEqual(NO_DRAWING)
    expect.soft((await taken(page, main, 'CSV')).length, main).toBeGreaterThan(20)
  }
})

/** The share of a picture's dots that differ from those of a drawing, per mille. */
async function differing(page: Page, png: Buffer, svg: string): Promise<number> {
  return page.evaluate(
    async ([picture, drawing]) => {
      const dots = async (source: string, width: number, height: number) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = width || image.naturalWidth
        canvas.height = height || image.naturalHeight
        const context = canvas.getContext('2d')
        if (context === null) throw new Error('a canvas can be drawn on')
        context.drawImage(image, 0, 0, canvas.width, canvas.height)
        return context.getImageData(0, 0, canvas.width, canvas.height)
      }
      const one = await dots(`data:image/png;base64,${picture}`, 0, 0)
      const file = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`
      const two = await dots(file, one.width, one.height)
      let count = 0
      for (let at = 0; at < one.data.length; at += 4) {
        if (Math.abs((one.data[at] ?? 0) - (two.data[at] ?? 0)) > 64) count += 1
      }
      return Math.round((count * 4000) / one.data.length)
    },
    [png.toString('base64'), svg] as const,
  )
}

test('a drawing that is taken away keeps its typefaces, and what is struck stays struck', async ({
  page,
}) => {
  await openStill(page, 'lang=en&scenario=leader-dies')
  // The leader has died: what its replica holds is struck.
  const struck = page.locator('.stage-leo-offline').first()
  await momentsUntil(page, 'Next moment', async () => (await struck.count()) > 0)
  const svg = (await taken(page, 'stage', 'SVG')).toString()
  for (const family of ['IBM Plex Mono', 'IBM Plex Sans']) {
    expect(svg).toContain(`@font-face{font-family:"${family}"`)
  }
  expect(svg).toMatch(/<text[^>]*text-decoration:line-through/)

  const png = await taken(page, 'stage', 'PNG')
  expect(await differing(page, png, svg), 'the picture is the drawing').toBe(0)
  const bare = svg.replace(/<style>[^]*<\/style>/, '')
  expect(await differing(page, png, bare), 'without faces it is another').toBeGreaterThan(1)
})
