import type { Placed, Plan } from '~/store/faults'
import type { ClusterView } from '~/views/clusterView'
import { conditionText } from '../kit/condition/conditionText'
import { seconds } from '../kit/text/format'
import type { Say } from '../kit/text/useWords'
import { hostNames, targetText, verbText } from '../kit/text/verbWords'

type Time = Plan['time']

function timeText(t: Say, time: Time, placedAt: number): string {
  switch (time.type) {
    case 'now':
      return t('faults.time.now', { at: seconds(placedAt) })
    case 'at':
      return t('faults.time.at', { at: seconds(time.atMicros) })
    case 'every':
      return t('faults.time.every', { every: time.everyMicros / 1_000_000 })
    case 'random':
      return t('faults.time.random', { mean: time.meanMicros / 1_000_000, seed: time.seed })
    case 'when':
      return t('faults.time.when', { condition: conditionText(t, time.condition) })
  }
}

/** A placed fault in words: what, who, when. */
export function faultWords(
  t: Say,
  cluster: ClusterView,
  { fault, placedAt }: Placed,
): { readonly what: string; readonly who: string; readonly when: string } {
  const hosts = hostNames(t, cluster)
  const { time, forMicros, target } = fault
  const lasts = forMicros === null ? [] : [t('faults.lasts', { seconds: forMicros / 1_000_000 })]
  return {
    what: verbText(t, hosts, fault),
    who: targetText(t, hosts, target),
    when: [timeText(t, time, placedAt), ...lasts].join(', '),
  }
}
