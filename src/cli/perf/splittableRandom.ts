/** A 64-bit number as two halves, each a non-negative 32-bit one. */
type Long = readonly [high: number, low: number]

/** The product's lower 64 bits, by parts of 16 bits: exact in every engine. */
function times([aHigh, aLow]: Long, [bHigh, bLow]: Long): Long {
  const [a1, a0] = [aLow >>> 16, aLow & 0xffff]
  const [b1, b0] = [bLow >>> 16, bLow & 0xffff]
  const low = a0 * b0
  const middle = a1 * b0 + (low >>> 16)
  const other = a0 * b1 + (middle & 0xffff)
  const carried = a1 * b1 + Math.floor(middle / 65_536) + Math.floor(other / 65_536)
  const cross = Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)
  return [(carried + cross) >>> 0, (((other & 0xffff) << 16) | (low & 0xffff)) >>> 0]
}

function plus([aHigh, aLow]: Long, [bHigh, bLow]: Long): Long {
  const low = aLow + bLow
  return [(aHigh + bHigh + (low > 0xffff_ffff ? 1 : 0)) >>> 0, low >>> 0]
}

/** The number xor itself moved right by fewer than 32 bits, or by 32 and more. */
function foldRight([high, low]: Long, by: number): Long {
  if (by >= 32) return [high, (low ^ (high >>> (by - 32))) >>> 0]
  return [(high ^ (high >>> by)) >>> 0, (low ^ ((low >>> by) | (high << (32 - by)))) >>> 0]
}

const GOLDEN_GAMMA: Long = [0x9e37_79b9, 0x7f4a_7c15]
const FIRST: Long = [0x62a9_d9ed, 0x7997_05f5]
const SECOND: Long = [0xcb24_d0a5, 0xc88c_35b3]

/** Java's SplittableRandom from a seed of 0 on. Java: java.util.SplittableRandom. */
export interface SplittableRandom {
  readonly high: number
  readonly low: number
}

/** Seeded with 0. */
export const SEEDED_WITH_ZERO: SplittableRandom = { high: 0, low: 0 }

/** The next signed 32-bit number. Java: SplittableRandom.mix32. */
function nextInt(seed: Long): { readonly seed: Long; readonly value: number } {
  const next = plus(seed, GOLDEN_GAMMA)
  const first = times(foldRight(next, 33), FIRST)
  return { seed: next, value: times(foldRight(first, 28), SECOND)[0] | 0 }
}

/** A whole number in [0, bound). Java: RandomSupport.boundedNextInt. */
export function nextBelow(
  random: SplittableRandom,
  bound: number,
): { readonly random: SplittableRandom; readonly value: number } {
  let drawn = nextInt([random.high, random.low])
  const most = bound - 1
  let value = drawn.value & most
  if ((bound & most) !== 0) {
    for (;;) {
      const half = drawn.value >>> 1
      value = half % bound
      // A remainder of the topmost, incomplete run would come too often.
      if (((half + most - value) | 0) >= 0) break
      drawn = nextInt(drawn.seed)
    }
  }
  const [high, low] = drawn.seed
  return { random: { high, low }, value }
}
