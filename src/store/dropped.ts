import { createStore } from 'zustand/vanilla'
import { arrange } from './layout'

/** A file as the page got it. */
export interface GivenFile {
  readonly name: string
  readonly text: string
}

/** Files that were dropped or pasted somewhere on the page and wait for the import dialog. */
export const dropped = createStore<{ readonly files: readonly GivenFile[] }>(() => ({ files: [] }))

/** Opens the import dialog with files. */
export function giveFiles(files: readonly GivenFile[]): void {
  if (files.length === 0) return
  dropped.setState({ files })
  arrange({ importOpen: true })
}

/** The name that pasted text would have as a file. */
export function pastedName(text: string): string {
  return /^\s*(services|version|name|x-[\w-]+)\s*:/m.test(text)
    ? 'docker-compose.yml'
    : 'server.properties'
}

/** True for text that can only be meant for the import: pasted outside of any field. */
export function looksImportable(text: string): boolean {
  return /^\s*services\s*:\s*$/m.test(text) || /^\s*(process\.roles|node\.id)\s*=/m.test(text)
}
