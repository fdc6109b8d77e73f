import { createStore as createDatabase, del, entries, set } from 'idb-keyval'
import { createStore } from 'zustand/vanilla'
import { notify } from './notice'
import { openFile, shareFile } from './share'

/** A run that this browser keeps. */
export interface SavedRun {
  readonly id: string
  readonly name: string
  /** When it was saved, ms since 1970: what it is sorted by. */
  readonly savedAt: number
  /** The run as a document's text. */
  readonly text: string
}

/** The runs of this browser, the newest first; null: not read yet. */
export const savedRuns = createStore<{
  readonly list: readonly SavedRun[] | null
  /** What was deleted last, so that it can come back. */
  readonly deleted: SavedRun | null
}>(() => ({ list: null, deleted: null }))

function database() {
  return createDatabase('offset', 'runs')
}

function isSavedRun(value: unknown): value is SavedRun {
  if (typeof value !== 'object' || value === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const texts = [fields['id'], fields['name'], fields['text']]
  return texts.every((one) => typeof one === 'string') && typeof fields['savedAt'] === 'number'
}

/** Does something with the browser's database; private windows may have none. */
async function kept(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch {
    notify({ type: 'notKept' })
  }
}

/** Reads what this browser keeps. */
export async function readSavedRuns(): Promise<void> {
  await kept(async () => {
    const rows = await entries<string, unknown>(database())
    const list = rows.flatMap(([, value]) => (isSavedRun(value) ? [value] : []))
    savedRuns.setState({ list: list.toSorted((a, b) => b.savedAt - a.savedAt) })
  })
}

async function put(run: SavedRun): Promise<void> {
  await kept(async () => {
    await set(run.id, run, database())
    await readSavedRuns()
  })
}

/** Keeps the run as it is now. */
export async function saveRun(name: string, now: number, id: string): Promise<void> {
  await put({ id, name, savedAt: now, text: shareFile() })
  notify({ type: 'saved', name })
}

/** Opens a run that was kept. */
export async function openSaved({ name, text }: SavedRun): Promise<boolean> {
  return openFile(name, text)
}

/** Gives a kept run another name. */
export async function renameSaved(run: SavedRun, name: string): Promise<void> {
  await put({ ...run, name })
}

/** Deletes a kept run; it can come back until another one is deleted. */
export async function deleteSaved(run: SavedRun): Promise<void> {
  await kept(async () => {
    await del(run.id, database())
    savedRuns.setState({ deleted: run })
    await readSavedRuns()
  })
}

/** Brings back what was deleted last. */
export async function undeleteSaved(): Promise<void> {
  const { deleted } = savedRuns.getState()
  if (deleted === null) return
  savedRuns.setState({ deleted: null })
  await put(deleted)
}
