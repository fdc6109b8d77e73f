import type { EnvLine } from './interpolate'
import type { Spot, Tree } from './tree'
import { showTree } from './tree'

/** A variable of a service's container; `value` null: Compose takes it from the shell. */
export interface Variable extends Spot {
  readonly name: string
  readonly value: string | null
}

/** `environment:` as a map or as a list of `NAME=value`. */
export function readEnvironment(tree: Tree | undefined): readonly Variable[] {
  if (tree === undefined || tree.kind === 'text') return []
  if (tree.kind === 'map') {
    return tree.entries.map(({ key, file, line, value }) => ({
      name: key,
      file,
      line,
      value: value.kind === 'text' ? value.text : null,
    }))
  }
  return tree.items.flatMap((item) => {
    if (item.kind !== 'text' || item.text === null) return []
    const cut = item.text.indexOf('=')
    const name = cut < 0 ? item.text : item.text.slice(0, cut)
    const value = cut < 0 ? null : item.text.slice(cut + 1)
    return [{ name, value, file: item.file, line: item.line }]
  })
}

/** What stands below `environment:` and is no variable: Compose refuses it. */
export function unreadIn(tree: Tree | undefined): readonly (Spot & { readonly text: string })[] {
  const said = (part: Tree) => ({ text: showTree(part), file: part.file, line: part.line })
  if (tree === undefined || tree.kind === 'map') return []
  if (tree.kind === 'text') return tree.text === null || tree.text === '' ? [] : [said(tree)]
  return tree.items.filter((item) => item.kind !== 'text' || item.text === null).map(said)
}

/** The lines of an `env_file` as variables. */
export function variablesOf(file: string, lines: readonly EnvLine[]): readonly Variable[] {
  return lines.map(({ key, value, line }) => ({ name: key, value, file, line }))
}
