import type { ClientPlace, GroupPlace, StageShape } from './layout'

const BOX_HEIGHT = 40
const BOX_WIDTH = 96
const BOX_GAP = 10
/** Two lines above the members of a group. */
const GROUP_HEAD = 42
/** Room for a group's head, wider than its members: from right of where messages pass by. */
const HEAD_WIDTH = 138
const HEAD_LEFT = 22

/** The clients beside the rows. */
export interface Clients {
  readonly clients: readonly ClientPlace[]
  readonly groups: readonly GroupPlace[]
  /** Where the lowest of them ends. */
  readonly bottom: number
}

type Client = StageShape['clients'][number]

/** A block of boxes that stand together. */
interface Block {
  readonly group: string | null
  readonly members: readonly Client[]
}

const heightOf = ({ group, members }: Block): number =>
  (group === null ? 0 : GROUP_HEAD) +
  members.length * BOX_HEIGHT +
  Math.max(0, members.length - 1) * BOX_GAP

function blocksOf(shape: Pick<StageShape, 'clients' | 'groups'>, side: ClientPlace['side']) {
  const here = shape.clients.filter(({ kind }) => (kind === 'consumer') === (side === 'consumers'))
  const alone = here.filter(({ group, kind }) => kind !== 'consumer' || group === null)
  const single = alone.map((client): Block => ({ group: null, members: [client] }))
  if (side === 'producers') return single
  const named = here.flatMap(({ group }) => group ?? [])
  const groups = [...new Set([...shape.groups, ...named])].sort()
  const grouped = groups.map((group): Block => ({
    group,
    members: here.filter((client) => client.group === group),
  }))
  return [...grouped, ...single]
}

/**
 * The blocks of a side spread over the height of the rows, in their order; when they need more
 * than there is they go on below.
 */
export function layoutSide(
  shape: Pick<StageShape, 'clients' | 'groups'>,
  side: ClientPlace['side'],
  area: { readonly x: number; readonly top: number; readonly bottom: number },
): Clients {
  const blocks = blocksOf(shape, side)
  const needed = blocks.reduce((sum, block) => sum + heightOf(block), 0)
  const free = area.bottom - area.top - needed
  const gap = Math.max(14, Math.floor(free / (blocks.length + 1)))
  const clients: ClientPlace[] = []
  const groups: GroupPlace[] = []
  let y = area.top + (free > gap * (blocks.length + 1) - 1 ? gap : Math.max(0, Math.min(gap, free)))
  for (const block of blocks) {
    const height = heightOf(block)
    const boxesTop = y + (block.group === null ? 0 : GROUP_HEAD)
    block.members.forEach(({ process }, index) => {
      const box = {
        x: area.x,
        y: boxesTop + index * (BOX_HEIGHT + BOX_GAP),
        width: BOX_WIDTH,
        height: BOX_HEIGHT,
      }
      clients.push({ process, side, box })
    })
    if (block.group !== null) {
      groups.push({
        id: block.group,
        head: { x: area.x - HEAD_LEFT, y: y + 13, width: HEAD_WIDTH },
        bracket: {
          x: area.x + BOX_WIDTH + 8,
          y: boxesTop - 6,
          width: 8,
          height: height - GROUP_HEAD + 12,
        },
      })
    }
    y += height + gap
  }
  return { clients, groups, bottom: blocks.length === 0 ? area.top : y - gap }
}
