import type { ClusterView } from '~/views/clusterView'
import type { Say } from '../kit/text/useWords'
import type { Size } from './place/useSize'
import type { StagePlan } from './place/useStageLayout'

/** How large the stage is drawn: as wished (`zoom`), or so that it fits (null). */
export function scaleOf({ layout }: StagePlan, size: Size, zoom: number | null): number {
  if (layout.form === 'phone') return size.width / layout.width
  if (zoom !== null) return zoom
  return Math.min(1, size.width / layout.width, size.height / layout.height)
}

/** One sentence for the head of the stage. */
export function summaryOf(t: Say, cluster: ClusterView): string {
  const partitions = cluster.topics.flatMap((topic) => (topic.internal ? [] : topic.partitions))
  const under = partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length
  const cuts = cluster.links.filter(({ cut }) => cut).length
  const words = t('stage.summary', {
    brokers: cluster.brokers.length,
    partitions: partitions.length,
    under,
  })
  return cuts === 0 ? words : `${words} · ${t('stage.cuts', { count: cuts })}`
}
