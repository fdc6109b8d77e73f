import { fromAddress } from './address'

/** The name of the attribute, and of the event, by which the first picture tells of a wish. */
const NAME = 'opens'

/** A run that was opened plays, unless the address or the person's system asks for stillness. */
export function playsByItself(): boolean {
  // Tests of the stores run where there is no window.
  if (typeof window === 'undefined') return false
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  return !isStill && fromAddress('play') !== '0'
}

/**
 * Whether the first run will play when it is open. A person may say so on the first picture, while
 * the engine is still being brought: the document keeps it.
 */
export function opensPlaying(): boolean {
  if (typeof document === 'undefined') return playsByItself()
  const wish = document.documentElement.dataset[NAME]
  return wish === undefined ? playsByItself() : wish === 'playing'
}

/** Keeps whether the first run shall play, and tells whoever has come meanwhile. */
export function wishEarly(plays: boolean): void {
  document.documentElement.dataset[NAME] = plays ? 'playing' : 'paused'
  document.dispatchEvent(new Event(NAME))
}

/** Calls back whenever the wish changes. */
export function onEarlyWish(told: () => void): void {
  if (typeof document !== 'undefined') document.addEventListener(NAME, told)
}
