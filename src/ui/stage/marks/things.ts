import type { Selected } from '~/store/selection'
import { keyOf } from '~/store/thingKey'
import type { BrokerView, ClusterView, MessageView, ReplicaView } from '~/views/clusterView'
import type { Say } from '../../kit/text/useWords'
import type { Box, StageLayout } from '../place/layout'

/** A mark that can be chosen: its name for lists and listeners, and where it stands. */
export interface Thing {
  readonly key: string
  /** What it means; null for the fold of a topic. */
  readonly selected: Selected | null
  readonly box: Box
  /** The key of the mark that it is inside of, or null. */
  readonly parent: string | null
}

/** The key of a topic's fold. */
export function foldKey(topic: string): string {
  return `fold/${topic}`
}

const around = (x: number, y: number, [width, height]: readonly [number, number]): Box => ({
  x: x - width / 2,
  y: y - height / 2,
  width,
  height,
})

/** A row's header, the part of it that stands for the broker. */
function headerBox(layout: StageLayout, box: Box): Box {
  return { ...box, width: layout.dividerX - box.x }
}

/** Every mark that the arrow keys reach, from the layout and what it shows. */
export function thingsOf(layout: StageLayout, cluster: ClusterView): readonly Thing[] {
  const things: Thing[] = []
  const add = (selected: Selected, box: Box, parent: string | null = null) =>
    things.push({ key: keyOf(selected), selected, box, parent })
  for (const { id, process, box } of layout.rows) {
    add({ kind: 'broker', id, process }, headerBox(layout, box))
  }
  for (const { id, process, x, y, radius } of layout.hexagons) {
    add({ kind: 'controller', id, process }, around(x, y, [radius * 2, radius * 2]))
  }
  for (const { process, box } of layout.clients) add({ kind: 'client', process }, box)
  for (const { id, head } of layout.groups) {
    add({ kind: 'group', id }, { x: head.x, y: head.y - 13, width: head.width, height: 32 })
  }
  for (const { name, left, right, canFold } of layout.topics) {
    if (!canFold) continue
    const box = { x: left, y: layout.headY - 22, width: right - left, height: 24 }
    things.push({ key: foldKey(name), selected: null, box, parent: null })
  }
  things.push(...replicaThings(layout, cluster))
  return things
}

function replicaThings(layout: StageLayout, cluster: ClusterView): readonly Thing[] {
  return layout.rows.flatMap(({ id, process, chipY }) => {
    const replicas = cluster.brokers.find((row) => row.id === id)?.replicas ?? []
    const parent = keyOf({ kind: 'broker', id, process })
    return replicas.flatMap(({ topic, partition }): readonly Thing[] => {
      const column = layout.columnOf.get(`${topic}-${partition}`)
      if (column === undefined || column.partition === null) return []
      const selected = { kind: 'replica', topic, partition, broker: id } as const
      const box = around(column.x, chipY, [column.chipWidth, layout.chipHeight])
      return [{ key: keyOf(selected), selected, box, parent }]
    })
  })
}

/** What an arrow key asks for. */
export type Direction = 'left' | 'right' | 'up' | 'down'

/** More than any stage is wide. */
const FAR = 1_000_000

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

/** The nearest mark of the same depth in a direction, or null. EXPERIENCE (i), stage navigation. */
export function nearest(things: readonly Thing[], from: Thing, direction: Direction): Thing | null {
  const isInside = from.parent !== null
  const here = middle(from.box)
  let best: { readonly thing: Thing; readonly cost: number } | null = null
  for (const thing of things) {
    if (thing.key === from.key || (thing.parent !== null) !== isInside) continue
    const there = middle(thing.box)
    const [dx, dy] = [there.x - here.x, there.y - here.y]
    const along = { left: -dx, right: dx, up: -dy, down: dy }[direction]
    const across = Math.abs(direction === 'left' || direction === 'right' ? dy : dx)
    if (along < 4) continue
    // What lies more aside than ahead comes last; among the others a step aside costs twice.
    const cost = along + across * 2 + (across > along ? FAR : 0)
    if (best === null || cost < best.cost) best = { thing, cost }
  }
  return best?.thing ?? null
}

/** A broker's state in words: what its process does, and whether it is shut out. */
export function stateWords(t: Say, { state, isFenced }: BrokerView): string {
  const word = t(`state.${state}`)
  return isFenced && state !== 'fenced' ? t('state.andFenced', { state: word }) : word
}

/** A replica in words. */
export function describeReplica(t: Say, replica: ReplicaView): string {
  const { topic, partition, broker, standing, underMinIsr, change } = replica
  const words = t('node.replica', {
    partition: `${topic}-${partition}`,
    broker,
    standing: t(`standing.${standing}`),
    epoch: replica.leaderEpoch,
    hw: replica.highWatermark,
    leo: replica.logEndOffset,
  })
  const under = underMinIsr === null ? [] : [t('node.under', { ...underMinIsr })]
  const changes = change === null ? [] : [t(`change.${change}`)]
  return [words, ...under, ...changes].join(', ')
}

/** A broker in words. */
export function describeBroker(t: Say, broker: BrokerView): string {
  const words = t('node.broker', {
    id: broker.id,
    state: stateWords(t, broker),
    offset: broker.metadataOffset,
    gap: broker.metadataGap,
  })
  if (broker.coordinates.length === 0) return words
  return `${words}, ${t('broker.coordinates', { groups: broker.coordinates.join(', ') })}`
}

/** A message in words. */
export function describeMessage(t: Say, message: MessageView): string {
  const { api, from, to, recordCount, error, arrivesAt } = message
  const parts = [t(message.isResponse ? 'node.response' : 'node.request', { api, from, to })]
  if (recordCount > 0) parts.push(t('node.records', { count: recordCount }))
  if (error !== null) parts.push(error)
  if (arrivesAt === null) parts.push(t('node.held'))
  return parts.join(', ')
}

/** A message that was dropped, in words. */
export function describeDropped(t: Say, message: MessageView): string {
  return `${describeMessage(t, message)}, ${t('node.dropped')}`
}
