import type { PartitionNote } from '~/views/isrHistory'
import { seconds } from '../kit/text/format'
import { reasonText } from '../kit/text/reasonText'
import { useWords } from '../kit/text/useWords'

/** Changes of a partition in words. */
export function useIsrWords() {
  const { t } = useWords()
  const list = (ids: readonly number[]) => (ids.length === 0 ? t('isr.nobody') : ids.join(', '))
  const why = ({ cause, registration, minIsr }: PartitionNote, isFirst: boolean): string => {
    if (registration === null) return t('isr.why.deleted')
    if (cause !== null) {
      return t('isr.why.decided', {
        because: reasonText(t, cause.because),
        event: String(cause.event),
      })
    }
    return isFirst ? t('isr.why.created') : t('isr.why.config', { min: minIsr })
  }
  const leader = ({ registration }: PartitionNote) =>
    registration?.leader === null || registration === null
      ? t('isr.nobody')
      : String(registration.leader)
  const sentence = (note: PartitionNote, isFirst: boolean): string => {
    const time = seconds(note.at)
    const { registration } = note
    if (registration === null) return t('isr.deleted', { time })
    const { isr, elr, leaderEpoch, partitionEpoch } = registration
    return t('isr.change', {
      time,
      isr: list(isr),
      elr: list(elr),
      leader: leader(note),
      leaderEpoch,
      partitionEpoch,
      why: why(note, isFirst),
    })
  }
  return { t, list, leader, why, sentence }
}
