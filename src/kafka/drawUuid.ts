import type { KafkaContext } from './effects'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** So many random bytes in base64. */
export function drawBytes(ctx: KafkaContext, count: number): string {
  const groups = Math.ceil(count / 3)
  const missing = groups * 3 - count
  const bits = (index: number) => {
    const isLast = index === groups * 4 - missing - 1
    // The last digit holds only what is left of the last byte.
    return isLast && missing > 0 ? ctx.draw('uuid', missing === 1 ? 16 : 4) << (missing * 2) : null
  }
  const digits = Array.from({ length: groups * 4 - missing }, (_, index) => {
    return BASE64[bits(index) ?? ctx.draw('uuid', 64)] ?? 'A'
  })
  return digits.join('') + '='.repeat(missing)
}

/** A random id of 128 bits as Kafka prints it: 22 digits. Kafka: Uuid.randomUuid. */
export function drawId(ctx: KafkaContext): string {
  for (;;) {
    const digits = Array.from({ length: 21 }, () => BASE64URL[ctx.draw('uuid', 64)] ?? 'A')
    const last = BASE64URL[ctx.draw('uuid', 4) * 16] ?? 'A'
    const id = `${digits.join('')}${last}`
    // Ids never begin with a dash: tools would take them for options.
    if (!id.startsWith('-')) return id
  }
}
