import { createStore } from 'zustand/vanilla'
import type { Permission } from '~/engine/permissions'

/** Something that a person is told once, beside what they do. */
export type Notice =
  | { readonly type: 'notFound'; readonly unit: string; readonly micros: number }
  | { readonly type: 'seed'; readonly seed: number; readonly isNew: boolean }
  | { readonly type: 'saved'; readonly name: string }
  | { readonly type: 'notKept' }
  /** Nothing that is known set a value. */
  | { readonly type: 'notSet' }
  /** The author of the link has switched it off. */
  | { readonly type: 'verbOff'; readonly verb: Permission }

/** The store; null: nothing is to be told. */
export const notices = createStore<{ readonly notice: Notice | null }>(() => ({ notice: null }))

/** Tells something, or nothing any more. */
export function notify(notice: Notice | null): void {
  notices.setState({ notice })
}
