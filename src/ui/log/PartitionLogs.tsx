import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'

/** Partition log strips. EXPERIENCE C2. */
export function PartitionLogs() {
  const { t } = useWords()
  const { cluster } = useFrame()
  return cluster.topics.length === 0 ? <p>{t('log.none')}</p> : null
}
