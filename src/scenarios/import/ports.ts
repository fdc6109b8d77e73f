import type { Spot, Tree } from './tree'
import { childOf, showTree, textOfTree } from './tree'

/** A published port of a service as its file writes it. */
export interface PortLine extends Spot {
  readonly text: string
  /** Port on the person's machine; null: Docker picks one. */
  readonly outer: number | null
  readonly inner: number
}

/** The `ports:` of a service; ranges are taken apart. What is no port is given back as text. */
export function readPorts(tree: Tree | undefined): {
  readonly ports: readonly PortLine[]
  readonly unread: readonly (Spot & { readonly text: string })[]
} {
  const items = tree === undefined ? [] : tree.kind === 'list' ? tree.items : [tree]
  const read = items.map((item) => ({
    item,
    ports: item.kind === 'map' ? long(item) : short(item),
  }))
  return {
    ports: read.flatMap(({ ports }) => ports),
    unread: read
      .filter(({ ports }) => ports.length === 0)
      .map(({ item }) => ({ text: showTree(item), file: item.file, line: item.line })),
  }
}

/** `{target: 9092, published: "9092", protocol: tcp}`. */
function long(item: Tree): readonly PortLine[] {
  const target = textOfTree(childOf(item, 'target'))
  if (target === undefined || textOfTree(childOf(item, 'protocol')) === 'udp') return []
  return pairs(item, textOfTree(childOf(item, 'published')) ?? '', target)
}

/** `9092`, `9092:9092`, `127.0.0.1:9092:9092`, `9092-9094:9092-9094`, each with or without `/tcp`. */
function short(item: Tree): readonly PortLine[] {
  const text = textOfTree(item)
  const match = /^(?:(?:\[[^\]]*\]|[\d.]*|[a-z]\w*):)??(?:([\d-]*):)?([\d-]+)(?:\/tcp)?$/.exec(
    text ?? '',
  )
  const [, outer = '', inner] = match ?? []
  return inner === undefined ? [] : pairs(item, outer, inner)
}

/** A range has at most this many ports. */
const RANGE_LIMIT = 1000

function range(text: string): readonly number[] {
  const [first, last = first] = text.split('-').map(Number)
  if (first === undefined || last === undefined) return []
  if (!isPort(first) || !isPort(last) || last < first || last - first > RANGE_LIMIT) return []
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536
}

function pairs(item: Tree, outer: string, inner: string): readonly PortLine[] {
  const inside = range(inner)
  const outside = outer === '' ? [] : range(outer)
  if (outer !== '' && outside.length < inside.length) return []
  return inside.map((port, index) => ({
    text: showTree(item),
    file: item.file,
    line: item.line,
    outer: outside[index] ?? null,
    inner: port,
  }))
}
