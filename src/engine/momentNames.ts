/** A partition's name, `topic-n`. */
export const partitionName = (fact: { readonly topic: string; readonly partition: number }) =>
  `${fact.topic}-${fact.partition}`

/** Ids as they stand in a sentence. */
export const list = (ids: readonly (number | string)[]) => ids.join(', ')

/** A long list by its ends: a caption has two lines. */
export function shortList(ids: readonly number[]): string {
  const first = ids[0]
  const last = ids.at(-1)
  if (ids.length < 4 || first === undefined || last === undefined) return list(ids)
  return `${first} … ${last}`
}

/** Tenths of a second, so that a caption says 9.3 and not 9.27. */
export function secondsText(ms: number): string {
  const tenths = Math.round(ms / 100)
  return `${Math.trunc(tenths / 10)}.${tenths % 10}`
}

/** How long a broker has not been heard of at an instant (µs), in seconds. */
export function silentFor(
  at: number,
  { lastHeartbeatMs }: { readonly lastHeartbeatMs: number | null },
): string {
  return secondsText(Math.trunc(at / 1000) - (lastHeartbeatMs ?? 0))
}

/** The first whole number in a fact's words, or the words. */
export function numberIn(text: string): number | string {
  const digits = /\d+/.exec(text)?.[0]
  return digits === undefined ? text : Number(digits)
}
