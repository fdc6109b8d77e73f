import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml'
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { interpolate } from './interpolate'
import { placeAt, problem } from './problems'
import type { ImportFile } from './report'

/** Where something stands. */
export interface Spot {
  readonly file: string
  /** 1-based. */
  readonly line: number
}

/** A value of a YAML file with its place; anchors and merge keys are resolved, variables put in. */
export type Tree =
  | (Spot & { readonly kind: 'map'; readonly entries: readonly TreeEntry[] })
  | (Spot & { readonly kind: 'list'; readonly items: readonly Tree[] })
  /** `text` is null where YAML says null. */
  | (Spot & { readonly kind: 'text'; readonly text: string | null })

/** A key of a map with its value; the place is the key's. */
export interface TreeEntry extends Spot {
  readonly key: string
  readonly value: Tree
}

/** A variable of a YAML file that is not set. */
export interface UnsetVariable extends Spot {
  readonly name: string
}

/** A YAML file as a tree. */
export interface YamlTree {
  readonly root: Tree
  readonly unset: readonly UnsetVariable[]
}

/** More nodes than this, after anchors are put in, is no compose file. */
const NODE_LIMIT = 50_000

interface Work {
  readonly file: string
  readonly document: Document
  readonly lines: LineCounter
  readonly variables: ReadonlyMap<string, string>
  readonly unset: UnsetVariable[]
  readonly problems: Problem[]
  readonly open: Set<Node>
  count: number
}

/** Reads a YAML file. Problems carry line and column. */
export function readYaml(
  file: ImportFile,
  variables: ReadonlyMap<string, string>,
): Result<YamlTree, readonly Problem[]> {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false })
  const [first] = document.errors
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0])
    const { code, message } = first
    const end = { line, column: col }
    const at = code === 'MISSING_CHAR' ? openedBefore(file.text, end) : end
    return err([notYaml(file, { ...at, code, message })])
  }
  const work: Work = {
    file: file.name,
    document,
    lines,
    variables,
    unset: [],
    problems: [],
    open: new Set(),
    count: 0,
  }
  const root = treeOf(work, document.contents, 1)
  if (work.problems.length > 0) return err(work.problems.slice(0, 1))
  return ok({ root, unset: work.unset })
}

/** Where a quote or bracket was opened that is never closed: the parser sees only the end. */
function openedBefore(
  text: string,
  end: { readonly line: number; readonly column: number },
): { readonly line: number; readonly column: number } {
  const rows = text.split(/\r?\n/).slice(0, end.line)
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index] ?? ''
    const opener = ['"', "'"].find((quote) => row.split(quote).length % 2 === 0)
    const bracket = /[[{][^\]}]*$/.exec(row)?.index
    const column = opener === undefined ? bracket : row.lastIndexOf(opener)
    if (column !== undefined) return { line: index + 1, column: column + 1 }
  }
  return end
}

interface YamlMistake {
  readonly line: number
  readonly column: number
  readonly code: string
  readonly message: string
}

function notYaml(file: ImportFile, { line, column, code, message }: YamlMistake): Problem {
  const source = file.text.split(/\r?\n/)[line - 1] ?? ''
  const known: Readonly<Record<string, string>> = {
    TAB_AS_INDENT: 'yamlTab',
    BAD_INDENT: 'yamlIndent',
    DUPLICATE_KEY: 'yamlDuplicate',
    MISSING_CHAR: 'yamlQuote',
    BAD_ALIAS: 'yamlAlias',
    MULTILINE_IMPLICIT_KEY: 'yamlColon',
    BLOCK_AS_IMPLICIT_KEY: 'yamlColon',
    IMPOSSIBLE: 'yamlIndent',
  }
  const name = source.startsWith('\t') || /^ *\t/.test(source) ? 'yamlTab' : known[code]
  return problem({
    code: name ?? 'yaml',
    place: placeAt(file.name, line, column),
    message: `This is not YAML: ${message}`,
    hint: HINTS[name ?? 'yaml'] ?? '',
    values: { source: source.trim(), message },
  })
}

const HINTS: Readonly<Record<string, string>> = {
  yaml: 'Look at this line and the one above it: a colon, a quote or the indentation is wrong.',
  yamlTab: 'Indent with spaces: YAML does not allow tabs there.',
  yamlIndent: 'Keys of one map must begin in the same column: compare with the line above.',
  yamlDuplicate: 'The same key stands twice in one map: remove one of them.',
  yamlQuote: 'A closing quote or bracket is missing here or on a line above.',
  yamlAlias: 'This * name has no & anchor above it.',
  yamlColon: 'A key needs a colon and a space after it; a value with ": " in it needs quotes.',
}

function lineOf(work: Work, node: Node | null | undefined, fallback: number): number {
  const start = node?.range?.[0]
  return start === undefined ? fallback : work.lines.linePos(start).line
}

function treeOf(work: Work, node: Node | null | undefined, above: number): Tree {
  work.count += 1
  if (work.count > NODE_LIMIT) return refuse(work, 'tooLarge', above)
  if (isAlias(node)) {
    const target = node.resolve(work.document)
    if (target === undefined || work.open.has(target)) return refuse(work, 'yamlAlias', above)
    return treeOf(work, target, above)
  }
  const line = lineOf(work, node, above)
  const spot = { file: work.file, line }
  if (isMap(node)) {
    work.open.add(node)
    const tree: Tree = { kind: 'map', entries: entriesOf(work, node), ...spot }
    work.open.delete(node)
    return tree
  }
  if (isSeq(node)) {
    work.open.add(node)
    const items = node.items.map((item) => treeOf(work, item as Node | null, line))
    work.open.delete(node)
    return { kind: 'list', items, ...spot }
  }
  return { kind: 'text', text: isScalar(node) ? textOf(work, node, line) : null, ...spot }
}

function refuse(work: Work, code: string, line: number): Tree {
  const message = code === 'tooLarge' ? 'The file is too large.' : 'An anchor holds itself.'
  const hint = code === 'tooLarge' ? 'Is this the right file?' : (HINTS['yamlAlias'] ?? '')
  work.problems.push(problem({ code, place: placeAt(work.file, line), message, hint }))
  return { kind: 'text', text: null, file: work.file, line }
}

/** Own keys win over merged ones; of several merged maps the first wins. YAML: merge key. */
function entriesOf(work: Work, map: YAMLMap): readonly TreeEntry[] {
  const own: TreeEntry[] = []
  const merged: TreeEntry[] = []
  for (const pair of map.items as readonly Pair<Node | null, Node | null>[]) {
    const line = lineOf(work, pair.key, 1)
    if (isScalar(pair.key) && pair.key.value === '<<') merged.push(...mergedOf(work, pair, line))
    else {
      const key = isScalar(pair.key) ? scalarText(pair.key) : ''
      own.push({ key, file: work.file, line, value: treeOf(work, pair.value, line) })
    }
  }
  const taken = new Set(own.map(({ key }) => key))
  const first = merged.filter(({ key }) => {
    const isNew = !taken.has(key)
    taken.add(key)
    return isNew
  })
  return [...first, ...own]
}

function mergedOf(
  work: Work,
  pair: Pair<Node | null, Node | null>,
  line: number,
): readonly TreeEntry[] {
  const value = treeOf(work, pair.value, line)
  const maps = value.kind === 'list' ? value.items : [value]
  return maps.flatMap((tree) => (tree.kind === 'map' ? tree.entries : []))
}

/** A scalar as Compose reads it: numbers and booleans as text, `1_000` without its underscores. */
function scalarText(node: Scalar): string {
  const source = node.source ?? ''
  if (node.value === null || node.value === undefined) return ''
  if (typeof node.value === 'boolean') return String(node.value)
  if (node.type === 'PLAIN' && /^[-+]?\d[\d_]*$/.test(source)) return source.replaceAll('_', '')
  return typeof node.value === 'string' ? node.value : source
}

function textOf(work: Work, node: Scalar, line: number): string | null {
  if (node.value === null || node.value === undefined) return null
  const { text, unset, required } = interpolate(scalarText(node), work.variables)
  for (const name of unset) {
    if (!work.unset.some((row) => row.name === name))
      work.unset.push({ name, file: work.file, line })
  }
  if (required !== null) {
    work.problems.push(
      problem({
        code: 'variableRequired',
        place: placeAt(work.file, line),
        message: `required variable ${required.name} is missing a value: ${required.message}`,
        hint: `Give an .env file with ${required.name}=… together with the compose file.`,
        values: required,
      }),
    )
  }
  return text
}

/** The value of a key of a map, or undefined. */
export function childOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key)?.value : undefined
}

/** The text of a scalar, or undefined. */
export function textOfTree(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'text' ? (tree.text ?? undefined) : undefined
}

/** Texts of a list, or of one scalar. */
export function textsOf(tree: Tree | undefined): readonly (Spot & { readonly text: string })[] {
  if (tree === undefined || tree.kind === 'map') return []
  const items = tree.kind === 'list' ? tree.items : [tree]
  return items.flatMap((item) =>
    item.kind === 'text' && item.text !== null
      ? [{ text: item.text, file: item.file, line: item.line }]
      : [],
  )
}

/** A tree on one line, for the report. */
export function showTree(tree: Tree): string {
  switch (tree.kind) {
    case 'text':
      return tree.text ?? ''
    case 'list':
      return `[${tree.items.map(showTree).join(', ')}]`
    case 'map':
      return `{${tree.entries.map(({ key, value }) => `${key}: ${showTree(value)}`).join(', ')}}`
  }
}
