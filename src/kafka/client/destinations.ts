import { Map } from '~/base/persistentMap'
import type { Destination } from '../channel/channelState'

/** The servers that a client begins with, by `bootstrap.servers`; their ids are below 0. */
export function parseBootstrap(servers: string): readonly Destination[] {
  return servers
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item, index) => {
      const cut = item.lastIndexOf(':')
      return {
        key: String(-1 - index),
        host: item.slice(0, cut),
        port: Number(item.slice(cut + 1)),
      }
    })
}

/** The brokers that metadata names, by id. */
export function nodesOf(
  rows: readonly { readonly id: number; readonly host: string; readonly port: number }[],
): Map<number, Destination> {
  return Map(rows.map(({ id, host, port }) => [id, { key: String(id), host, port }] as const))
}
