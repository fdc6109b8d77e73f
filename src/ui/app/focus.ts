/** The regions in the order of F6. EXPERIENCE (b). */
const REGIONS = [
  '.app-top',
  '.app-rail',
  '.app-main',
  '.app-caption',
  '.app-second',
  '.app-inspector',
  '.app-time',
]

const FOCUSABLE = 'button, [tabindex="0"], input, select, a[href], textarea'

const opener: { element: HTMLElement | null } = { element: null }

function regions(): readonly HTMLElement[] {
  return REGIONS.flatMap((name) => {
    const region = document.querySelector<HTMLElement>(name)
    return region === null || region.offsetParent === null ? [] : [region]
  })
}

/** Moves the focus to the next region, or the one before. */
export function focusRegion(by: 1 | -1): void {
  const all = regions()
  const at = all.findIndex((region) => region.contains(document.activeElement))
  const region = all[(at + by + all.length) % all.length]
  if (region === undefined) return
  const inside = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
    (element) => element.offsetParent !== null,
  )
  if (inside === undefined) region.tabIndex = -1
  const target = inside ?? region
  target.focus()
}

/** Moves the focus to an element that is drawn with the next frame; remembers where it was. */
export function focusSoon(name: string): void {
  const before = document.activeElement
  opener.element = before instanceof HTMLElement ? before : null
  requestAnimationFrame(() => document.querySelector<HTMLElement>(name)?.focus())
}

/** Gives the focus back to what it was taken from. */
export function giveFocusBack(): void {
  opener.element?.focus()
  opener.element = null
}
