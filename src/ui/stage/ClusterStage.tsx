import { LensHead } from '../kit/LensHead'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** The cluster stage. EXPERIENCE C1. */
export function ClusterStage() {
  const { t } = useWords()
  const { cluster } = useFrame()
  const partitions = cluster.topics.flatMap((topic) => topic.partitions)
  const under = partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length
  return (
    <LensHead
      title={t('stage.title')}
      summary={t('stage.summary', {
        brokers: cluster.brokers.length,
        partitions: partitions.length,
        under,
      })}
    />
  )
}
