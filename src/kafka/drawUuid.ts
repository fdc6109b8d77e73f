import type { KafkaContext } from './effects'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

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
