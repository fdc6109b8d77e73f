const POLYNOMIAL = 0x82f63b78

function tableEntry(byte: number): number {
  let entry = byte
  for (let bit = 0; bit < 8; bit += 1) entry = entry & 1 ? (entry >>> 1) ^ POLYNOMIAL : entry >>> 1
  return entry
}

const TABLE: readonly number[] = Array.from({ length: 256 }, (_, byte) => tableEntry(byte))

/** The CRC-32C (Castagnoli) of bytes, unsigned. */
export function crc32c(bytes: readonly number[]): number {
  let crc = -1
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ -1) >>> 0
}
