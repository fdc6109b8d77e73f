import type { ToolError } from './script'

/** What a partition has when the time of the call is over. */
const LEFT_MS = 200

/** The limit of a request to a leader; none while the call still has its time. */
export type Limit = { readonly limitMs?: number }

/** True for the failure of a request for which the time of its call was over. */
export function isLate({ javaClass }: ToolError): boolean {
  return javaClass.endsWith('.TimeoutException')
}

/**
 * Asks for partitions one after the other that Kafka's admin client asks for in one call: once the
 * time of the call is over for one of them, the others have none left to wait.
 */
export function inOneCall<T, R extends { readonly isLate: boolean }>(
  items: readonly T[],
  ask: (item: T, limit: Limit) => R,
): readonly R[] {
  let isOver = false
  return items.map((item) => {
    const answer = ask(item, isOver ? { limitMs: LEFT_MS } : {})
    isOver ||= answer.isLate
    return answer
  })
}
