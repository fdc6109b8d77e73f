import { serverConfig } from '~/kafka/config/effective'
import type { MetadataImage, TopicImage } from '~/kafka/metadata/image'
import type { TopicView } from './clusterView'
import type { Memo } from './memo'
import { keep, keepEqual, keepList } from './memo'
import type { Server } from './servers'

const MIN_ISR = 'min.insync.replicas'

/** The topics of the metadata as groups of columns, by name. */
export function topicsOf(
  memo: Memo,
  image: MetadataImage | null,
  servers: readonly Server[],
): readonly TopicView[] {
  if (image === null) return keepList(memo, 'topics', [])
  const fallback = defaultMinIsr(memo, image, servers)
  return keep(memo, 'topicViews', {
    from: [image.topics, image.configs, fallback],
    by: () => {
      const views = [...image.topics.values()].map((topic) => {
        const own = image.configs.get(`TOPIC:${topic.name}`)?.get(MIN_ISR)
        const minIsr = Number(own ?? fallback)
        return keepEqual(memo, `topic/${topic.name}`, {
          from: [topic, minIsr],
          by: () => topicView(topic, minIsr),
        })
      })
      return keepList(
        memo,
        'topics',
        views.sort((a, b) => (a.name < b.name ? -1 : 1)),
      )
    },
  })
}

/** The cluster's own setting, else what the first server was started with. */
function defaultMinIsr(memo: Memo, image: MetadataImage, servers: readonly Server[]): string {
  const dynamic = image.configs.get('BROKER:')?.get(MIN_ISR)
  if (dynamic !== undefined) return dynamic
  const spec = servers[0]?.state.spec
  return keep(memo, 'minIsr', {
    from: [spec],
    by: () => (spec === undefined ? '1' : serverConfig(spec).string(MIN_ISR)),
  })
}

function topicView(topic: TopicImage, minIsr: number): TopicView {
  return {
    name: topic.name,
    internal: topic.name.startsWith('__'),
    partitions: [...topic.partitions]
      .sort((a, b) => a[0] - b[0])
      .map(([partition, { leader, leaderEpoch, replicas, isr, elr }]) => ({
        partition,
        leader,
        leaderEpoch,
        replicas,
        isr,
        elr,
        // never more than there are replicas.
        minIsr: Math.min(minIsr, replicas.length),
      })),
  }
}
