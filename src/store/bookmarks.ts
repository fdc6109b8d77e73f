import { createStore } from 'zustand/vanilla'
import type { Session } from './session'
import { currentRun, seek, session, switchBranch } from './session'

/** An instant that a person marked. */
export interface Bookmark {
  readonly branch: number
  /** The cursor that it stands for. */
  readonly index: number
  /** µs. */
  readonly at: number
}

/** Bookmarks of the run that is shown. */
export interface Bookmarks {
  readonly run: Session['run'] | null
  readonly list: readonly Bookmark[]
}

/** So many are kept; the oldest goes first. */
const KEPT = 50

const NONE: readonly Bookmark[] = []

/** The store. */
export const bookmarks = createStore<Bookmarks>(() => ({ run: null, list: [] }))

/** The bookmarks of the run that is shown; those of a run that was left are gone. */
export function currentBookmarks({ run, list }: Bookmarks): readonly Bookmark[] {
  return run === currentRun() ? list : NONE
}

/** Marks the instant at the cursor. */
export function bookmarkHere(): void {
  const run = currentRun()
  const { now } = session.getState()
  const mark: Bookmark = { branch: run.branch().id, index: run.cursor(), at: now }
  const old = currentBookmarks(bookmarks.getState())
  bookmarks.setState({ run, list: [...old, mark].slice(-KEPT) })
}

/** Goes to a bookmark, on its branch if that is kept. */
export function goToBookmark({ branch, index }: Bookmark): void {
  const run = currentRun()
  const isKept = run.branches().some(({ id }) => id === branch)
  if (isKept && run.branch().id !== branch) switchBranch(branch)
  seek(index)
}
