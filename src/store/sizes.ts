import { createStore } from 'zustand/vanilla'

/** What a page is laid out for: each keeps sizes of its own. EXPERIENCE (b). */
export type Breakpoint = 'desktop' | 'present' | 'tablet' | 'phone'

/** Sizes that a person gave the splitters, px; null = as designed. */
export interface Sizes {
  readonly secondHeight: number | null
  readonly inspectorWidth: number | null
}

type SizesOf = Readonly<Record<Breakpoint, Sizes>>

const KEY = 'offset.layout'
const DESIGNED: Sizes = { secondHeight: null, inspectorWidth: null }

function sizeIn(kept: object, name: keyof Sizes): number | null {
  const given: unknown = name in kept ? Reflect.get(kept, name) : null
  return typeof given === 'number' && Number.isFinite(given) ? given : null
}

function sizesIn(kept: unknown): Sizes {
  if (typeof kept !== 'object' || kept === null) return DESIGNED
  return {
    secondHeight: sizeIn(kept, 'secondHeight'),
    inspectorWidth: sizeIn(kept, 'inspectorWidth'),
  }
}

/**
 * The sizes that a browser's text keeps. One without breakpoints is from before they were told
 * apart: it was set on a desktop, most likely.
 */
export function readSizes(text: string | null): SizesOf {
  const none = { desktop: DESIGNED, present: DESIGNED, tablet: DESIGNED, phone: DESIGNED }
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return none
    const of = (name: Breakpoint): unknown => Reflect.get(value, name)
    return {
      desktop: sizesIn(of('desktop') ?? value),
      present: sizesIn(of('present')),
      tablet: sizesIn(of('tablet')),
      phone: sizesIn(of('phone')),
    }
  } catch {
    // Text that is not ours: sizes as designed.
    return none
  }
}

function keptText(): string | null {
  try {
    return window.localStorage.getItem(KEY)
  } catch {
    // A browser that keeps nothing.
    return null
  }
}

/** The store. */
export const sizes = createStore<SizesOf>(() => readSizes(keptText()))

/** Gives a region another size at a breakpoint, or its designed one (null), and keeps it. */
export function resize(at: Breakpoint, part: Partial<Sizes>): void {
  sizes.setState((old) => ({ [at]: { ...old[at], ...part } }))
  try {
    window.localStorage.setItem(KEY, JSON.stringify(sizes.getState()))
  } catch {
    // Private windows may refuse: the size holds until the page is left.
  }
}
