import { createStore } from 'zustand/vanilla'

/** How much is shown and said. */
export type Detail = 'story' | 'mechanism' | 'wire'
/** The page's colours; `system` follows the machine's. */
export type Theme = 'light' | 'dark' | 'system'

/** What a person prefers; kept in this browser only. */
export interface Preferences {
  readonly language: 'en' | 'zh'
  readonly theme: Theme
  readonly detail: Detail
}

const KEY = 'offset.preferences'

function fromAddress(name: string): string | null {
  return new URLSearchParams(window.location.search).get(name)
}

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
  const details = ['story', 'mechanism', 'wire'] as const
  return {
    language: oneOf(fromAddress('lang'), languages) ?? oneOf(old['language'], languages) ?? spoken,
    theme: oneOf(fromAddress('theme'), themes) ?? oneOf(old['theme'], themes) ?? 'system',
    detail: oneOf(fromAddress('detail'), details) ?? oneOf(old['detail'], details) ?? 'mechanism',
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
