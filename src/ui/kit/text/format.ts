/** An instant in seconds with three digits: `12.480`. */
export function seconds(micros: number): string {
  return (micros / 1_000_000).toFixed(3)
}

/** A length of time with the unit that fits: `4 ms`, `0.5 ms`, `8.7 s`. */
export function duration(micros: number): string {
  if (micros >= 10_000_000) return `${(micros / 1_000_000).toFixed(0)} s`
  if (micros >= 1_000_000) return `${(micros / 1_000_000).toFixed(1)} s`
  if (micros >= 10_000) return `${(micros / 1000).toFixed(0)} ms`
  if (micros >= 1000) return `${(micros / 1000).toFixed(1)} ms`
  return `${micros.toFixed(0)} µs`
}
