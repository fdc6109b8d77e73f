import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { invariant } from '~/base/invariant'

/** A generator's state: plain numbers, so that it can live in the world. */
export type RandomState = readonly number[]

/** FNV-1a over the UTF-16 units of `text`, as a signed 32-bit number. */
function textHash(text: string, start: number): number {
  let hash = start | 0
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash
}

/** The first state of the stream `name` of a run: one more draw here changes nothing there. */
export function firstState(seed: number, name: string): RandomState {
  const generator = xoroshiro128plus(textHash(name, 0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1)))
  for (let skipped = 0; skipped < 8; skipped += 1) generator.next()
  return generator.getState()
}

/** A whole number in [0, bound) and the state after it; unbiased by rejection. */
export function draw(
  state: RandomState,
  bound: number,
): { readonly value: number; readonly state: RandomState } {
  invariant(Number.isInteger(bound) && bound >= 1 && bound <= 0x80000000, 'a bound is 1 … 2³¹')
  const generator = xoroshiro128plusFromState(state)
  const limit = 0x100000000 - (0x100000000 % bound)
  let bits = generator.next() >>> 0
  while (bits >= limit) bits = generator.next() >>> 0
  return { value: bits % bound, state: generator.getState() }
}
