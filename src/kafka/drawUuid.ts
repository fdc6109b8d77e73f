import { BASE64, BASE64URL } from '~/base/base64'
import type { KafkaContext } from './effects'

/** So many random bytes in base64; `draw` gives a whole number in [0, bound). */
export function randomBase64(count: number, draw: (bound: number) => number): string {
  const missing = (3 - (count % 3)) % 3
  const length = ((count + missing) / 3) * 4 - missing
  const digits = Array.from({ length }, (_, index) => {
    // The last digit holds only what is left of the last byte.
    const rest = index === length - 1 ? missing * 2 : 0
    return BASE64[draw(64 >> rest) << rest] ?? 'A'
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
