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

/** Where the walk is. */
interface Stop {
  /** The control with the focus, and the one that holds it. */
  readonly names: readonly string[]
  /** The control before, where it looks the same with and without the focus; else empty. */
  readonly unshown: string
}

/** What is put into the page. */
interface Walker {
  readonly list: () => readonly string[]
  readonly stop: () => Stop
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
  const list = () =>
    [...document.querySelectorAll(`:is(${given.region}) :is(${given.controls})`)]
      .filter(isShown)
      .filter((element) => element.tabIndex === 0 && isThere(element))
      .map((element, at) => {
        const name = `${at} ${element.getAttribute('aria-label') ?? element.textContent}`
        element.dataset['stop'] = name.slice(0, 60)
        return name.slice(0, 60)
      })
  let before: { readonly element: Element; readonly look: string } | null = null
  const stop = (): Stop => {
    const holder = document.activeElement
    // What moves a mark inside of itself has the focus, and the mark shows it.
    const moved = document.getElementById(holder?.getAttribute('aria-activedescendant') ?? '')
    const element = moved ?? holder
    const left = before?.element === element ? null : before
    const isSame = left !== null && left.element.isConnected && look(left.element) === left.look
    const unshown = isSame ? nameOf(left.element) : ''
    before = element === null ? null : { element, look: look(element) }
    return { names: [nameOf(element), nameOf(holder)], unshown }
  }
  const walker: Walker = { list, stop }
  Reflect.set(window, 'walker', walker)
}

/**
 * Goes through a region with Tab. A control shows the focus when any of its colours, lines or
 * rings, or of what is in, around or beside it, differs from without the focus.
 */
export async function crawlByKeyboard(page: Page, region: string): Promise<Crawl> {
  await page.evaluate(putWalker, { region, controls: CONTROLS })
  const wanted = await page.evaluate(() => (Reflect.get(window, 'walker') as Walker).list())
  const seen = new Set<string>()
  const unshown = new Set<string>()
  const look = async () => {
    const told = await page.evaluate(() => (Reflect.get(window, 'walker') as Walker).stop())
    for (const name of told.names) if (name !== '') seen.add(name)
    if (told.unshown !== '') unshown.add(told.unshown)
  }
  // A layer takes the focus when it opens: what has it is a stop, too.
  await look()
  for (let at = 0; at < wanted.length + BESIDE && seen.size < wanted.length; at += 1) {
    await page.keyboard.press('Tab')
    await look()
  }
  // One more, so that the last one is seen without the focus.
  await page.keyboard.press('Tab')
  await look()
  const unreached = wanted.filter((one) => !seen.has(one))
  return { count: wanted.length, unreached, unshown: [...unshown] }
}
