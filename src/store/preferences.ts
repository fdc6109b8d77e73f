import { createStore } from 'zustand/vanilla'
import { fromAddress } from './address'

/** How much is shown and said. */
export type Detail = 'story' | 'mechanism' | 'wire'
/** The page's colours; `system` follows the machine's. */
export type Theme = 'light' | 'dark' | 'system'

/** How much is told to screen readers by itself. */
export type NarrationLevel = 'off' | 'moments' | 'all'

/** What a person prefers; kept in this browser only. */
export interface Preferences {
  readonly language: 'en' | 'zh'
  readonly theme: Theme
  readonly detail: Detail
  /** Keys of a single letter do something. */
  readonly letterKeys: boolean
  /** What is told to screen readers by itself. */
  readonly narration: NarrationLevel
}

/** Every level of narration, in the order of the settings. */
export const NARRATIONS: readonly NarrationLevel[] = ['off', 'moments', 'all']
/** Every level of detail, in the order of the switch. */
export const DETAILS: readonly Detail[] = ['story', 'mechanism', 'wire']

const KEY = 'offset.preferences'

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | null {
  return allowed.find((one) => one === value) ?? null
}

function kept(): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // A browser that keeps nothing, or text that is not ours: begin with the defaults.
    return {}
  }
}

/** The address's wish, then what was kept, then what the browser speaks. */
function first(): Preferences {
  const old = kept()
  const spoken = navigator.language.startsWith('zh') ? 'zh' : 'en'
  const languages = ['en', 'zh'] as const
  const themes = ['light', 'dark', 'system'] as const
  return {
    language: oneOf(fromAddress('lang'), languages) ?? oneOf(old['language'], languages) ?? spoken,
    theme: oneOf(fromAddress('theme'), themes) ?? oneOf(old['theme'], themes) ?? 'system',
    detail: oneOf(fromAddress('detail'), DETAILS) ?? oneOf(old['detail'], DETAILS) ?? 'mechanism',
    letterKeys: old['letterKeys'] !== false,
    narration: oneOf(old['narration'], NARRATIONS) ?? 'moments',
  }
}

/** The store. */
export const preferences = createStore<Preferences>(first)

/** Changes a preference and keeps it. */
export function prefer(part: Partial<Preferences>): void {
  preferences.setState(part)
  try {
    window.localStorage.setItem(KEY, JSON.stringify(preferences.getState()))
  } catch {
    // Private windows may refuse: the choice holds until the page is left.
  }
}
