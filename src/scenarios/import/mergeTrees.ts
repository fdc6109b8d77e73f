import type { Tree, TreeEntry } from './tree'

/** Keys whose lists are joined when one service builds on another; others are replaced. */
const JOINED: ReadonlySet<string> = new Set([
  'ports',
  'expose',
  'volumes',
  'dns',
  'tmpfs',
  'env_file',
])

/** One map over another, as Compose merges `extends` and override files: what is above wins. */
export function mergeTrees(below: Tree, above: Tree): Tree {
  if (below.kind === 'map' && above.kind === 'map') {
    const names = [...new Set([...below.entries, ...above.entries].map(({ key }) => key))]
    return {
      ...above,
      entries: names.flatMap((key) => mergedEntry(below.entries, above.entries, key)),
    }
  }
  if (below.kind === 'list' && above.kind === 'list') {
    return { ...above, items: [...below.items, ...above.items] }
  }
  return above
}

function mergedEntry(
  below: readonly TreeEntry[],
  above: readonly TreeEntry[],
  key: string,
): readonly TreeEntry[] {
  const [low, high] = [below, above].map((rows) => rows.find((row) => row.key === key))
  if (low === undefined || high === undefined) return [high, low].flatMap((row) => row ?? [])
  if (key === 'environment') return [{ ...high, value: mergeEnvironment(low.value, high.value) }]
  const isJoined = low.value.kind === 'map' || JOINED.has(key)
  return [isJoined ? { ...high, value: mergeTrees(low.value, high.value) } : high]
}

/** A list of `NAME=value` and a map say the same: both become a map. */
function mergeEnvironment(below: Tree, above: Tree): Tree {
  return mergeTrees(asMap(below), asMap(above))
}

function asMap(tree: Tree): Tree {
  if (tree.kind !== 'list') return tree
  const entries = tree.items.flatMap((item): readonly TreeEntry[] => {
    if (item.kind !== 'text' || item.text === null) return []
    const cut = item.text.indexOf('=')
    const key = cut < 0 ? item.text : item.text.slice(0, cut)
    const value: Tree = { ...item, text: cut < 0 ? null : item.text.slice(cut + 1) }
    return [{ key, file: item.file, line: item.line, value }]
  })
  return { kind: 'map', entries, file: tree.file, line: tree.line }
}
