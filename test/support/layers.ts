import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import type { Overlay } from '../../src/store/layout'
import { en } from '../../src/words/en'
import { zh } from '../../src/words/zh'

/** Every layer above the page. */
export type LayerName = Overlay | 'share' | 'import'
type Language = 'en' | 'zh'

const WORDS = { en, zh } as const

/** A layer that a deed of the palette opens, by its word. */
const BY_PALETTE: Readonly<Record<Exclude<LayerName, 'palette'>, keyof typeof en>> = {
  help: 'do.help',
  captions: 'do.captions',
  faults: 'do.faults',
  cues: 'do.cues',
  until: 'do.until',
  futures: 'do.futures',
  glossary: 'do.glossary',
  saved: 'do.saved',
  journey: 'do.journey',
  producer: 'client.add.producer',
  consumer: 'client.add.consumer',
  plan: 'plan.title',
  share: 'share.open',
  import: 'app.scenario.import',
}

/** A deed of the palette, by keys alone. */
async function byPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused()
  await page.keyboard.insertText(words)
  await expect(page.getByRole('menuitem').first()).toContainText(words)
  await page.keyboard.press('Enter')
}

/** How the page writes its words. */
export interface Writing {
  readonly language: Language
  /** Spaces are lines: `?strings=long`. */
  readonly isOneWord?: boolean
}

/** Opens every layer in turn, by the keyboard alone, looks at it, and closes it with Esc. */
export async function eachLayer(
  page: Page,
  { language, isOneWord = false }: Writing,
  look: (name: LayerName) => Promise<void>,
): Promise<void> {
  const words = WORDS[language]
  const layers: readonly (readonly [string, string | null])[] = [
    ['palette', null],
    ...Object.entries(BY_PALETTE).map(([name, word]) => [name, words[word]] as const),
  ]
  for (const [name, deed] of layers) {
    if (deed === null) await page.keyboard.press('Control+k')
    else await byPalette(page, isOneWord ? deed.replaceAll(' ', '_') : deed)
    await page.getByRole('dialog').waitFor()
    await page.waitForFunction(
      () => document.activeElement?.closest('[role="dialog"]') instanceof Element,
    )
    // The palette has gone, and what it opened has taken the focus.
    await expect(page.getByRole('dialog'), name).toHaveCount(1)
    await look(name as LayerName)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog'), name).toHaveCount(0)
  }
}
