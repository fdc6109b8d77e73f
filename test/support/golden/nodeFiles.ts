import { OUTER_HOST } from '~/engine/build'
import type { ScenarioServer } from '~/scenarios/scenario'
import type { HostId } from '~/sim/ids'
import { hostId } from '~/sim/ids'

type Files = Readonly<Record<string, string>>

/** The properties file that the recorder starts each node from, by its path. */
export function nodeFiles(servers: readonly ScenarioServer[]): Files {
  return Object.fromEntries(
    servers.map(({ spec }) => {
      const lines = Object.entries(spec.properties).map(([key, { value }]) => `${key}=${value}\n`)
      return [`/dir/node-${spec.nodeId}.properties`, lines.join('')]
    }),
  )
}

/** Programs that look at a server's files. */
const READERS: ReadonlySet<string> = new Set([
  'cat',
  'kafka-dump-log',
  'kafka-metadata-quorum',
  'kafka-storage',
])

/** Where a program runs: nodes and tools share a machine there; here each node has its own disk. */
export function hostOf(program: string, args: readonly string[], files: Files): HostId {
  if (!READERS.has(program)) return OUTER_HOST
  const named = [...args, ...args.map((word) => files[word] ?? '')].join(' ')
  const node = /\/dir\/+data-(\d+)/.exec(named)?.[1]
  return node === undefined ? OUTER_HOST : hostId(`node-${node}`)
}
