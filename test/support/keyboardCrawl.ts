import type { Page } from '@playwright/test'

/** What a walk with the keyboard alone found. */
export interface Crawl {
  /** How many controls there are. */
  readonly count: number
  /** Controls that it never came to. */
  readonly unreached: readonly string[]
  /** Controls that look the same with and without the focus. */
  readonly unshown: readonly string[]
}

/** Controls of a region. What is one stop (a drawing, a grid, tabs) is moved in by its own keys. */
const CONTROLS = 'button, input, select, textarea, a[href], [tabindex="0"]'
/** Tabs beyond the region's own: what stands before and after it on the page. */
const BESIDE = 60
/** Tabs between two looks at what is left. */
const STRETCH = 6

/** How the walk stands. */
interface Walk {
  readonly count: number
  readonly unreached: readonly string[]
  readonly unshown: readonly string[]
  /** A terminal has the focus: it takes Tab, and is left by F6. */
  readonly isInTerminal: boolean
}

/** What is put into the page. */
interface Walker {
  readonly walk: () => Walk
  readonly end: () => void
}

function putWalker(given: { readonly region: string; readonly controls: string }): void {
  type Shown = HTMLElement | SVGElement
  const isShown = (one: unknown): one is Shown =>
    one instanceof HTMLElement || one instanceof SVGElement
  const nameOf = (one: Element | null) => (isShown(one) ? (one.dataset['stop'] ?? '') : '')
  /** Colours, lines and rings of an element, of what is in it, around it and beside it. */
  const look = (element: Element): string => {
    const beside = [element.nextElementSibling, element.previousElementSibling]
    const above = [element.parentElement, element.parentElement?.parentElement ?? null]
    const inside = [...element.querySelectorAll('*')].slice(0, 12)
    return [element, ...inside, ...above, ...beside]
      .flatMap((one) => {
        if (one === null) return []
        const style = getComputedStyle(one)
        const box = [style.outline, style.boxShadow, style.borderColor, style.backgroundColor]
        return [...box, style.color, style.fill, style.stroke, style.strokeWidth, style.display]
      })
      .join()
  }
  const isThere = (element: Element) =>
    element.getClientRects().length > 0 &&
    getComputedStyle(element).visibility === 'visible' &&
    element.closest('[aria-hidden="true"], [inert]') === null &&
    !element.matches(':disabled, [role="tabpanel"], [type="radio"]:not(:checked)')
  const stops = [...document.querySelectorAll(given.controls)]
    .filter(isShown)
    .filter((element) => element.tabIndex === 0 && isThere(element))
  const own = stops.filter((element) => element.matches(`:is(${given.region}) *`))
  for (const old of document.querySelectorAll<Shown>('[data-stop]')) delete old.dataset['stop']
  const wanted = own.map((element, at) => {
    const name = `${at} ${element.getAttribute('aria-label') ?? element.textContent}`.slice(0, 60)
    element.dataset['stop'] = name
    return name
  })
  // A layer has the focus; on the page the walk begins at what stands before the region.
  const first = own[0]
  if (first !== undefined && document.activeElement?.closest('[role="dialog"]') === null) {
    stops[stops.indexOf(first) - 1]?.focus()
  }

  const seen = new Set<string>()
  const unshown = new Set<string>()
  let before: { readonly element: Element; readonly look: string } | null = null
  /** The control that the focus has left looks as it did with it. */
  const compare = () => {
    const isSame = before?.element.isConnected === true && look(before.element) === before.look
    if (isSame && before !== null) unshown.add(nameOf(before.element))
  }
  const stop = () => {
    const holder = document.activeElement
    // What moves a mark inside of itself has the focus, and the mark shows it.
    const moved = document.getElementById(holder?.getAttribute('aria-activedescendant') ?? '')
    const element = moved ?? holder
    seen.add(nameOf(element)).add(nameOf(holder))
    if (before?.element === element) return
    compare()
    before = element === null ? null : { element, look: look(element) }
  }
  // Before a key moves it, the focus has been drawn where it is.
  addEventListener('keydown', stop, { capture: true })
  const walker: Walker = {
    walk: () => {
      stop()
      return {
        count: wanted.length,
        unreached: wanted.filter((one) => !seen.has(one)),
        // What was not asked for has no name.
        unshown: [...unshown].filter((name) => name !== ''),
        isInTerminal: document.activeElement?.closest('.xterm') instanceof Element,
      }
    },
    end: () => removeEventListener('keydown', stop, { capture: true }),
  }
  Reflect.set(window, 'walker', walker)
}

/**
 * Goes through a region with Tab. A control shows the focus when any of its colours, lines or
 * rings, or of what is in, around or beside it, differs from without the focus.
 */
export async function crawlByKeyboard(page: Page, region: string): Promise<Crawl> {
  await page.evaluate(putWalker, { region, controls: CONTROLS })
  const ask = () => page.evaluate(() => (Reflect.get(window, 'walker') as Walker).walk())
  let walk = await ask()
  let left = walk.count + BESIDE
  while (left > 0 && walk.unreached.length > 0) {
    const stretch = Math.min(STRETCH, walk.unreached.length)
    for (let at = 0; at < stretch; at += 1) await page.keyboard.press('Tab')
    left -= stretch
    walk = await ask()
    // Tab is a terminal's own: its names are completed by it.
    if (walk.isInTerminal) await page.keyboard.press('F6')
  }
  // One more, so that the last one is seen without the focus.
  await page.keyboard.press('Tab')
  const { count, unreached, unshown } = await ask()
  await page.evaluate(() => (Reflect.get(window, 'walker') as Walker).end())
  return { count, unreached, unshown }
}
