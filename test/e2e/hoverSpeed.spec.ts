import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { MAIN_LENSES } from '../../src/store/layout'
import { openStill, pressAndWait, showLenses } from '../support/page'

// EXPERIENCE (l) 5.

/** Each lens with marks: what is pointed at, and what answers. A terminal has none. */
const HOVERED = [
  { lens: 'stage', mark: '.stage-mark[data-key^="replica"]', answer: '.stage-mark[data-hovered]' },
  { lens: 'logs', mark: '.strip-cell', answer: '.strip-card' },
  { lens: 'events', mark: '.event-row:not(.event-head)', answer: '.event-row:not(.event-head)' },
  { lens: 'charts', mark: '.chart-event', answer: '.chart-event text' },
  { lens: 'isr', mark: '.isr-stretch', answer: '.isr-told' },
  { lens: 'metadata', mark: '.meta-cell', answer: '.meta-told' },
  { lens: 'ladder', mark: '.ladder-event', answer: '.ladder-event .ladder-hit' },
] as const

/** Frames from the pointer’s coming to a mark until what answers looks or reads differently. */
async function framesToAnswer(page: Page, mark: string, answer: string): Promise<number> {
  await page.mouse.move(2, 2)
  await page.evaluate((selector) => {
    const look = () => {
      const element = document.querySelector(`.app-main ${selector}`)
      if (element === null) return ''
      const { fill, backgroundColor } = getComputedStyle(element)
      return [element.textContent, fill, backgroundColor].join('; ')
    }
    const before = look()
    const count = async (frames: number): Promise<number> => {
      await new Promise((drawn) => requestAnimationFrame(drawn))
      if (look() !== before) return frames
      return frames < 60 ? count(frames + 1) : Infinity
    }
    const answered = new Promise((done) =>
      addEventListener('pointermove', () => void count(1).then(done), {
        once: true,
        capture: true,
      }),
    )
    Reflect.set(window, 'answered', answered)
  }, answer)
  await page.locator(`.app-main ${mark}`).first().hover()
  return Number(await page.evaluate(() => Reflect.get(window, 'answered') as unknown))
}

test('5: in every lens with marks the card or the highlight comes with the next frames', async ({
  page,
}) => {
  await openStill(page, 'lang=en')
  for (let moment = 0; moment < 6; moment += 1) await pressAndWait(page, '.')
  expect(HOVERED.map(({ lens }) => lens)).toEqual(MAIN_LENSES.filter((one) => one !== 'terminal'))
  for (const { lens, mark, answer } of HOVERED) {
    await showLenses(page, { main: lens, second: lens === 'events' ? 'logs' : 'events' })
    // At 60 frames a second, 100 ms are six.
    expect.soft(await framesToAnswer(page, mark, answer), lens).toBeLessThanOrEqual(6)
  }
})
