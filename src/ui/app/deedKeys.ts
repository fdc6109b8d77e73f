import type { ChosenKey } from '~/store/preferences'
import type { Deed } from './deeds'
import { physicalKey } from './physicalKey'

/** Keys that a person chose, by what they do. */
export type ChosenKeys = Readonly<Record<string, ChosenKey>>

/** Keys that move or close: they do nothing else. */
const FIXED = /^(Escape|Tab|Enter|NumpadEnter|Arrow\w+|Backspace|Delete|Home|End)$/
const MODIFIER = /^(Shift|Control|Alt|Meta|AltGraph|CapsLock|Process|Unidentified)/

/** What tells one deed from all others. */
export function deedId({ word, about }: Pick<Deed, 'word' | 'about'>): string {
  return about === undefined ? word : `${word} ${about.word}`
}

/** The key of a deed: the one that was chosen, else its own; null: it has none. */
export function keyOf(deed: Deed, chosen: ChosenKeys): ChosenKey | null {
  const own = chosen[deedId(deed)]
  if (own !== undefined) return own
  const { code, key, shift = false, ctrl = false } = deed
  return code === undefined || key === undefined ? null : { code, shift, ctrl, label: key }
}

/** How a key is written: its letter or figure, or its sign. */
function labelOf({ code, shift, ctrl }: Omit<ChosenKey, 'label'>, sign: string): string {
  const letter = /^(?:Key|Digit)(.)$/.exec(code)?.[1]
  const isSign = letter === undefined && sign.length === 1 && sign !== ' '
  const name = letter ?? (isSign ? sign : code)
  return [ctrl ? 'Ctrl' : '', shift && !isSign ? 'Shift' : '', name].filter(Boolean).join(' ')
}

/** What was pressed. */
export function pressedKey(
  event: Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
): ChosenKey {
  const ctrl = event.ctrlKey || event.metaKey
  const pressed = { ...physicalKey(event), ctrl }
  return { ...pressed, label: labelOf(pressed, event.key) }
}

/** True for two that are the same key. */
function isSame(one: ChosenKey, other: ChosenKey): boolean {
  return one.code === other.code && one.shift === other.shift && one.ctrl === other.ctrl
}

/** What a key does. */
export function deedOf(
  deeds: readonly Deed[],
  pressed: ChosenKey,
  chosen: ChosenKeys,
): Deed | undefined {
  return deeds.find((deed) => {
    const key = keyOf(deed, chosen)
    return key !== null && isSame(key, pressed)
  })
}

/** Whether a key may be chosen: it is one by itself, and moves or closes nothing. */
export function isChoosable({ code }: Pick<ChosenKey, 'code'>): boolean {
  return code !== '' && !FIXED.test(code) && !MODIFIER.test(code)
}
