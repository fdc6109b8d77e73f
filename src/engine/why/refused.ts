import type { FactRow } from './lookBack'

type Refused = Extract<FactRow['fact'], { type: 'RequestRefused' }>

/** True for a produce that too few replicas in sync refuse. R-40. */
export function isTooFewInSync(fact: FactRow['fact']): fact is Refused {
  return (
    fact.type === 'RequestRefused' &&
    (fact.error === 'NOT_ENOUGH_REPLICAS' || fact.error === 'NOT_ENOUGH_REPLICAS_AFTER_APPEND')
  )
}

/** How many were in sync, and how many had to be. */
export function inSyncNumbers({ actual, required }: Pick<Refused, 'actual' | 'required'>): {
  readonly actual: number
  readonly required: number
} {
  const numberIn = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0)
  return { actual: numberIn(actual), required: numberIn(required) }
}
