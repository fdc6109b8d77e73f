import { byText } from '~/base/integers'
import type { MetadataImage, PartitionRegistration } from '~/kafka/metadata/image'
import type { ImageRow } from './metadataLogView'

const GROUPS = ['topics', 'brokers', 'configs', 'features', 'controllers'] as const
/** A group of the image's rows: a row of the first level. */
export type ImageGroup = (typeof GROUPS)[number]

type Leaf = Omit<ImageRow, 'parent' | 'level' | 'hasChildren'>
interface Branch extends Leaf {
  readonly children: readonly Branch[]
}

/**
 * The image as a tree in the order it is read: topics with their partitions, brokers, configs,
 * features, controllers. Keys: `topic/orders`, `partition/orders-0`, `broker/1`,
 * `config/TOPIC:orders/retention.ms`, `feature/metadata.version`, `controller/1`, `producerIds`.
 */
export function imageTree(image: MetadataImage): readonly ImageRow[] {
  const groups: readonly Branch[] = [
    ...GROUPS.map((name): Branch => {
      const children = CHILDREN[name](image)
      return { key: name, name, value: String(children.length), children }
    }),
    { key: 'producerIds', name: 'producerIds', value: String(image.nextProducerId), children: [] },
  ]
  return groups.flatMap((group) => rowsOf(group, null, 1))
}

function rowsOf(branch: Branch, parent: string | null, level: number): readonly ImageRow[] {
  const { key, name, value, children } = branch
  const row: ImageRow = { key, parent, level, name, value, hasChildren: children.length > 0 }
  return [row, ...children.flatMap((child) => rowsOf(child, key, level + 1))]
}

const CHILDREN: Readonly<Record<ImageGroup, (image: MetadataImage) => readonly Branch[]>> = {
  topics: ({ topics }) =>
    [...topics.values()]
      .sort((a, b) => byText(a.name, b.name))
      .map(({ name, partitions }) => ({
        key: `topic/${name}`,
        name,
        value: '',
        children: [...partitions]
          .sort(([a], [b]) => a - b)
          .map(([partition, row]) => ({
            key: `partition/${name}-${partition}`,
            name: String(partition),
            value: partitionText(row),
            children: [],
          })),
      })),
  brokers: ({ brokers }) =>
    [...brokers.values()]
      .sort((a, b) => a.id - b.id)
      .map(({ id, epoch, fenced, inControlledShutdown, rack }) => ({
        key: `broker/${id}`,
        name: String(id),
        value: [
          `epoch=${epoch}`,
          `fenced=${fenced}`,
          ...(inControlledShutdown ? ['inControlledShutdown=true'] : []),
          ...(rack === null ? [] : [`rack=${rack}`]),
        ].join(' '),
        children: [],
      })),
  configs: ({ configs }) =>
    [...configs]
      .sort(([a], [b]) => byText(a, b))
      .map(([resource, values]) => ({
        key: `config/${resource}`,
        name: resource,
        value: '',
        children: [...values]
          .sort(([a], [b]) => byText(a, b))
          .map(([name, value]) => ({
            key: `config/${resource}/${name}`,
            name,
            value,
            children: [],
          })),
      })),
  features: ({ features }) =>
    [...features]
      .sort(([a], [b]) => byText(a, b))
      .map(([name, level]) => ({
        key: `feature/${name}`,
        name,
        value: String(level),
        children: [],
      })),
  controllers: ({ controllers }) =>
    [...controllers]
      .sort(([a], [b]) => a - b)
      .map(([id, { endpoints }]) => ({
        key: `controller/${id}`,
        name: String(id),
        value: endpoints.map(({ host, port }) => `${host}:${port}`).join(' '),
        children: [],
      })),
}

function partitionText(row: PartitionRegistration): string {
  const list = (ids: readonly number[]) => `[${ids.join(', ')}]`
  return [
    `leader=${row.leader ?? 'none'}`,
    `isr=${list(row.isr)}`,
    ...(row.elr.length === 0 ? [] : [`elr=${list(row.elr)}`]),
    `replicas=${list(row.replicas)}`,
    `leaderEpoch=${row.leaderEpoch}`,
    `partitionEpoch=${row.partitionEpoch}`,
  ].join(' ')
}
