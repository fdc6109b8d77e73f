import type { Placed, Plan } from '~/store/faults'
import type { ClusterView } from '~/views/clusterView'
import { seconds } from '../kit/format'
import type { Say } from '../kit/useWords'
import { hostNames, targetText, verbText } from '../kit/verbWords'

type Time = Plan['time']

/** Conditions that the dialog offers, by name. */
export const CONDITIONS = {
  leaderChanged: { type: 'leaderChanged', partition: null },
  isrBelow: { type: 'isrBelow', partition: null, size: 2 },
  brokerFenced: { type: 'brokerFenced', broker: null },
  controllerElected: { type: 'controllerElected' },
  refused: { type: 'refused', error: 'NOT_ENOUGH_REPLICAS' },
} as const
/** The name of a condition that the dialog offers. */
export type ConditionName = keyof typeof CONDITIONS

/** Every condition, in the order of the list. */
export const CONDITION_NAMES: readonly ConditionName[] = [
  'leaderChanged',
  'isrBelow',
  'brokerFenced',
  'controllerElected',
  'refused',
]

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
    case 'when': {
      const name = CONDITION_NAMES.find((known) => known === time.condition.type)
      const condition = name === undefined ? time.condition.type : t(`faults.condition.${name}`)
      return t('faults.time.when', { condition })
    }
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
