import type { MetadataImage } from '~/kafka/metadata/image'
import type { ServerState } from '~/kafka/server/server'

/** The metadata of the server that has replayed most; null before any has. */
export function newestImage(servers: readonly ServerState[]): MetadataImage | null {
  let newest: MetadataImage | null = null
  for (const { broker, controller } of servers) {
    const image = broker?.image ?? controller?.committed ?? null
    if (image !== null && (newest === null || image.offset > newest.offset)) newest = image
  }
  return newest
}
