import { createStore } from 'zustand/vanilla'
import type { Problem } from '~/base/result'
import type { RunDocument } from '~/engine/document/runDocument'
import { openRunDocument, readRunDocument, runDocument } from '~/engine/document/runDocument'
import { linkText, readLinkText } from '~/engine/document/runLink'
import type { Permission } from './allowed'
import { allowedVerbs, limitRun } from './allowed'
import { bookmarksToShare, takeBookmarks } from './bookmarks'
import { until, watchFor } from './until'
import { currentRun, loadChecks, loadCommandLine, pageProgram, showRun, watchOver } from './session'

/** What comes before a run in a link. */
const LINK_MARK = '#run='
/** Longer links do not survive chats and mails: a file is better. EXPERIENCE (h). */
const LINK_LIMIT = 1_800

/** What is wrong with a link or a file that was to be opened. */
export interface Sharing {
  readonly problem: Problem | null
}

/** The store. */
export const sharing = createStore<Sharing>(() => ({ problem: null }))

/** The run as it is now, with what marks it, what is looked for, and what it is limited to. */
export function documentToShare(): RunDocument {
  const verbs = allowedVerbs()
  const { condition: watched } = until.getState()
  return {
    ...runDocument(currentRun(), bookmarksToShare()),
    ...(verbs === null ? {} : { verbs }),
    ...(watched === null ? {} : { watched }),
  }
}

/** A document that allows only some things, or (null) what it allows anyway. */
export function limited(document: RunDocument, verbs: readonly Permission[] | null): RunDocument {
  return verbs === null ? document : { ...document, verbs }
}

/** A link to a run, and whether it is short enough to be sent. */
export function linkTo(document: RunDocument): {
  readonly address: string
  readonly isShort: boolean
} {
  const { origin, pathname } = window.location
  const address = `${origin}${pathname}${LINK_MARK}${linkText(document)}`
  return { address, isShort: address.length <= LINK_LIMIT }
}

/** A run as a file's text. */
export function fileOf(document: RunDocument): string {
  return `${JSON.stringify(document, null, 1)}\n`
}

/** The run as it is now, as a file's text. */
export function shareFile(): string {
  return fileOf(documentToShare())
}

/** Opens a saved run. */
export async function openFile(name: string, text: string): Promise<boolean> {
  const read = readRunDocument(text, name)
  return read.ok ? await open(read.value) : refuse(read.error)
}

/** Opens the saved run that was picked from the person's files; false without one, or if it is broken. */
export async function openPicked(files: FileList | null): Promise<boolean> {
  const file = files?.item(0) ?? null
  return file !== null && (await openFile(file.name, await file.text()))
}

/** Opens the run of the page's own address, if it has one. */
export async function openAddress(): Promise<boolean> {
  const { hash } = window.location
  if (!hash.startsWith(LINK_MARK)) return false
  const read = readLinkText(hash.slice(LINK_MARK.length))
  return read.ok ? await open(read.value) : refuse(read.error)
}

async function open(document: RunDocument): Promise<boolean> {
  // What a saved run has broken is told as it is opened: its past is checked, too.
  await Promise.all([loadCommandLine(), loadChecks()])
  try {
    showRun(openRunDocument(document, pageProgram, watchOver))
    takeBookmarks(document.bookmarks ?? [])
    limitRun(document)
    watchFor(document.watched ?? null)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const hint = 'It was saved by another version, whose model decides otherwise.'
    return refuse({ code: 'run.replay', place: null, message, hint, values: {} })
  }
  sharing.setState({ problem: null })
  return true
}

function refuse(problem: Problem): false {
  sharing.setState({ problem })
  return false
}
