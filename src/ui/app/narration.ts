import { createStore } from 'zustand/vanilla'

/** What is told to screen readers. */
export interface Narration {
  readonly text: string
  readonly isAlert: boolean
  /** Rises when the same text is to be told again. */
  readonly turn: number
}

/** The store of the two live regions. */
export const narration = createStore<Narration>(() => ({ text: '', isAlert: false, turn: 0 }))

/** Tells a sentence; an alert interrupts. */
export function narrate(text: string, isAlert: boolean): void {
  narration.setState((old) => ({ text, isAlert, turn: old.turn + 1 }))
}

/** Tells the last sentence again. */
export function narrateAgain(): void {
  narration.setState((old) => ({ isAlert: false, turn: old.turn + 1 }))
}
