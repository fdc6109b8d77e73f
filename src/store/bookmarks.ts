import { createStore } from 'zustand/vanilla'
import type { SavedBookmark } from '~/engine/document/runDocument'
import { showLenses, shownLenses } from './layout'
import type { Session } from './session'
import { currentRun, seek, session, switchBranch } from './session'

/** An instant that a person marked. */
export interface Bookmark {
  readonly branch: number
  /** The cursor that it stands for. */
  readonly index: number
  /** µs. */
  readonly at: number
  /** What a person calls it, and what they note; empty: nothing. */
  readonly name: string
  readonly note: string
  /** The lenses that were shown, as an address names them; absent: unknown. */
  readonly view?: string
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
  const place = { branch: run.branch().id, index: run.cursor(), at: now, view: shownLenses() }
  const old = currentBookmarks(bookmarks.getState())
  bookmarks.setState({ run, list: [...old, { ...place, name: '', note: '' }].slice(-KEPT) })
}

/** Gives a bookmark a name or a note. */
export function describeBookmark(
  mark: Bookmark,
  words: Partial<Pick<Bookmark, 'name' | 'note'>>,
): void {
  bookmarks.setState(({ list }) => ({
    list: list.map((one) => (one === mark ? { ...one, ...words } : one)),
  }))
}

/** Takes a bookmark out. */
export function removeBookmark(mark: Bookmark): void {
  bookmarks.setState(({ list }) => ({ list: list.filter((one) => one !== mark) }))
}

/** Goes to a bookmark, on its branch if that is kept, and shows the lenses that were shown there. */
export function goToBookmark({ branch, index, view }: Bookmark): void {
  const run = currentRun()
  const isKept = run.branches().some(({ id }) => id === branch)
  if (isKept && run.branch().id !== branch) switchBranch(branch)
  if (view !== undefined) showLenses(view)
  seek(index)
}

/** The bookmarks that a document of the shown branch takes along. */
export function bookmarksToShare(): readonly SavedBookmark[] {
  const { id } = currentRun().branch()
  return currentBookmarks(bookmarks.getState())
    .filter(({ branch }) => branch === id)
    .map(({ index, at, name, note, view }) => {
      const saved = { index, at, name, note }
      return view === undefined ? saved : { ...saved, view }
    })
}

/** The bookmarks that came with the shown run. */
export function takeBookmarks(saved: readonly SavedBookmark[]): void {
  const run = currentRun()
  const branch = run.branch().id
  bookmarks.setState({ run, list: saved.map((mark) => ({ branch, ...mark })) })
}
