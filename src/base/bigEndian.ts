/** A whole number in so many bytes, big-endian two's complement. */
export function bigEndian(value: number, size: number): readonly number[] {
  const big = BigInt.asUintN(8 * size, BigInt(value))
  return Array.from({ length: size }, (_, index) =>
    Number((big >> BigInt(8 * (size - 1 - index))) & 0xffn),
  )
}
