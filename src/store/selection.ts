import { createStore } from 'zustand/vanilla'

/** A thing of the run that can be chosen, in every lens the same. */
export type Selected =
  | { readonly kind: 'broker'; readonly id: number; readonly process: string }
  | { readonly kind: 'controller'; readonly id: number; readonly process: string }
  | { readonly kind: 'client'; readonly process: string }
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number }
  | {
      readonly kind: 'replica'
      readonly topic: string
      readonly partition: number
      readonly broker: number
    }
  | {
      readonly kind: 'record'
      readonly topic: string
      readonly partition: number
      readonly offset: number
    }
  | { readonly kind: 'message'; readonly id: number }
  | { readonly kind: 'group'; readonly id: string }
  /** The link of two hosts. */
  | { readonly kind: 'link'; readonly from: string; readonly to: string }

/** What is pointed at, by the pointer or by the keys. */
export interface Hovered {
  /** What the mark means: one thing, or all that an event is about. */
  readonly things: readonly Selected[]
  /** The event that it is; null: it is none. */
  readonly event: number | null
  /** Every mark that shows it, in whatever lens; see `markKeys`. */
  readonly keys: ReadonlySet<string>
}

/** What is chosen and what is under the pointer: one of each for all lenses. */
export interface Selection {
  readonly selected: Selected | null
  /** What is followed: play halts wherever something happens to it. */
  readonly followed: Selected | null
  readonly hovered: Hovered | null
}

/** The store. */
export const selection = createStore<Selection>(() => ({
  selected: null,
  followed: null,
  hovered: null,
}))

/** Chooses a thing, or nothing. */
export function select(selected: Selected | null): void {
  selection.setState({ selected })
}

/** True when two selections mean the same thing. */
export function isSameThing(a: Selected | null, b: Selected | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Chooses a thing and follows it. */
export function follow(thing: Selected): void {
  selection.setState({ selected: thing, followed: thing })
}

/** Follows what is chosen; what is followed already is let go. */
export function followSelected(): void {
  const { selected, followed } = selection.getState()
  if (selected === null) return
  selection.setState({ followed: isSameThing(selected, followed) ? null : selected })
}
