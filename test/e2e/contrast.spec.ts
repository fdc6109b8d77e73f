import { expect, test } from '@playwright/test'
import { contrastsOf } from '../support/contrast'
import { openStill, pressAndWait, showLenses } from '../support/page'

// EXPERIENCE (l) 9 and 10, from pictures of the page.

// Letters of twice as many pixels reach their own colour.
test.use({ deviceScaleFactor: 2, trace: 'off' })

const VIEWS = [
  { main: 'stage', second: 'logs' },
  { main: 'events', second: 'ladder' },
  { main: 'isr', second: 'charts' },
  { main: 'metadata', second: 'terminal' },
] as const
const MOMENTS = 5
/** Contrast that text must have, WCAG 2.2, 1.4.3; to eyes that see fewer colours, what a drawing must. */
const LEAST = {
  none: 4.5,
  achromatopsia: 4.5,
  protanopia: 3,
  deuteranopia: 3,
  tritanopia: 3,
} as const
const VISIONS = ['none', 'achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia'] as const

for (const [theme, lang] of [
  ['light', 'en'],
  ['dark', 'zh'],
] as const) {
  test(`9, 10: all text differs from its ground, whoever looks: ${theme}, ${lang}`, async ({
    page,
  }) => {
    // Forty pictures, each compared letter by letter.
    test.setTimeout(240_000)
    await openStill(page, `lang=${lang}&theme=${theme}&scenario=leader-dies`)
    for (let moment = 0; moment < MOMENTS; moment += 1) await pressAndWait(page, '.')
    const eyes = await page.context().newCDPSession(page)
    for (const view of VIEWS) {
      await showLenses(page, view)
      for (const type of VISIONS) {
        await eyes.send('Emulation.setEmulatedVisionDeficiency', { type })
        const { count, faint } = await contrastsOf(page, LEAST[type])
        const name = `${view.main}+${view.second}, ${type}`
        expect.soft(count, name).toBeGreaterThan(100)
        expect.soft(faint, name).toEqual([])
      }
    }
    // What is faint is found.
    await page.evaluate(() => document.documentElement.style.setProperty('--ink', 'var(--line)'))
    expect((await contrastsOf(page, LEAST.none)).faint.length).toBeGreaterThan(5)
  })
}
