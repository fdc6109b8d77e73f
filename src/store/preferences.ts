import { createStore } from 'zustand/vanilla'
import { fromAddress } from './address'

/** How much is shown and said. */
export type Detail = 'story' | 'mechanism' | 'wire'
/** The page's colours; `system` follows the machine's. */
export type Theme = 'light' | 'dark' | 'system'

/** How much is told to screen readers by itself. */
export type NarrationLevel = 'off' | 'moments' | 'all'

/** A physical key (`event.code`) with its modifiers, and how it is written. */
export interface ChosenKey {
  readonly code: string
  readonly shift: boolean
  readonly ctrl: boolean
  readonly label: string
}

/** What a person prefers; kept in this browser only. */
export interface Preferences {
  readonly language: 'en' | 'zh'
  readonly theme: Theme
  readonly detail: Detail
  /** Keys of a single letter do something. */
  readonly letterKeys: boolean
  /** Keys that a person chose, by what they do; all others are as designed. */
  readonly keys: Readonly<Record<string, ChosenKey>>
  /** What is told to screen readers by itself. */
  readonly narration: NarrationLevel
  /** What happens is heard, too. */
  readonly sound: boolean
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

function isKey(value: unknown): value is ChosenKey {
  if (typeof value !== 'object' || value === null) return false
  const type = (name: keyof ChosenKey) => typeof Reflect.get(value, name)
  const isWritten = type('code') === 'string' && type('label') === 'string'
  return isWritten && type('shift') === 'boolean' && type('ctrl') === 'boolean'
}

function keptKeys(value: unknown): Preferences['keys'] {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([deed, key]: [string, unknown]) =>
      isKey(key) ? [[deed, key]] : [],
    ),
  )
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
    keys: keptKeys(old['keys']),
    narration: oneOf(old['narration'], NARRATIONS) ?? 'moments',
    sound: old['sound'] === true && fromAddress('sound') !== '0',
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
