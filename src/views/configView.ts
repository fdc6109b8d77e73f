import { settingNames, settingOf } from '~/kafka/config/catalogue'
import type { ConfigScope } from '~/kafka/config/catalogue'
import type { KafkaWorld } from '~/kafka/model'
import { processId } from '~/sim/ids'
import { newestImage, serversOf } from './servers'

/**
 * How a setting may change while the cluster runs. CFG-05; Kafka: DynamicBrokerConfig.
 * `topic`, `broker`, `cluster`: by IncrementalAlterConfigs for that resource; `restart`: a broker
 * reads it when it starts; `client`: a client does.
 */
export type ConfigChange = 'topic' | 'broker' | 'cluster' | 'restart' | 'client'

/** An effective setting and where it comes from. */
export interface ConfigRow {
  readonly name: string
  readonly value: string
  readonly source: 'default' | 'given' | 'topic' | 'broker' | 'cluster'
  /** The file and line that gave it, where one did. */
  readonly place: { readonly file: string; readonly line: number } | null
  readonly change: ConfigChange
}

const CHANGES = {
  'read-only': 'restart',
  'per-broker': 'broker',
  'cluster-wide': 'cluster',
} as const

function changeOf(scope: ConfigScope, name: string): ConfigChange {
  if (scope === 'topic') return 'topic'
  if (scope !== 'broker') return 'client'
  return CHANGES[settingOf('broker', name)?.update ?? 'read-only']
}

function defaultsBeyond(scope: ConfigScope, given: readonly ConfigRow[]): readonly ConfigRow[] {
  const known = new Set(given.map(({ name }) => name))
  return settingNames(scope)
    .filter((name) => !known.has(name))
    .map((name) => ({
      name,
      value: settingOf(scope, name)?.default ?? '',
      source: 'default',
      place: null,
      change: changeOf(scope, name),
    }))
}

/** What the cluster's metadata holds for a resource, as `TOPIC:orders` or `BROKER:1`. */
function dynamicOf(
  world: KafkaWorld,
  key: string,
  { source, scope }: { readonly source: ConfigRow['source']; readonly scope: ConfigScope },
): readonly ConfigRow[] {
  const image = newestImage(serversOf(world))
  return [...(image?.configs.get(key) ?? [])]
    .filter(([name]) => settingOf(scope, name) !== undefined)
    .map(([name, value]) => ({ name, value, source, place: null, change: changeOf(scope, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The first of each name: what stands nearer wins. */
function nearest(rows: readonly ConfigRow[]): readonly ConfigRow[] {
  const seen = new Set<string>()
  return rows.filter(({ name }) => !seen.has(name) && seen.add(name))
}

/** The settings of a process: changed while it runs, what it was given, then Kafka's defaults. */
export function configOfProcess(world: KafkaWorld, process: string): readonly ConfigRow[] {
  const found = world.processes.get(processId(process))
  if (found === undefined) return []
  const { spec } = found
  if (spec.kind === 'server') {
    const given = Object.entries(spec.properties).map(([name, { value, source }]): ConfigRow => ({
      name,
      value,
      source: 'given',
      place:
        source.file === null || source.line === null
          ? null
          : { file: source.file, line: source.line },
      change: changeOf('broker', name),
    }))
    const id = spec.properties['node.id']?.value ?? ''
    const own = dynamicOf(world, `BROKER:${id}`, { source: 'broker', scope: 'broker' })
    const all = dynamicOf(world, 'BROKER:', { source: 'cluster', scope: 'broker' })
    const set = nearest([...own, ...all, ...given])
    return [...set, ...defaultsBeyond('broker', set)]
  }
  const given = Object.entries(spec.properties).map(([name, value]): ConfigRow => ({
    name,
    value,
    source: 'given',
    place: null,
    change: 'client',
  }))
  const scope = spec.program.includes('producer')
    ? 'producer'
    : spec.program.includes('consumer')
      ? 'consumer'
      : 'admin'
  return [...given, ...defaultsBeyond(scope, given)]
}

/** The settings of a topic: its own, the cluster's, then Kafka's defaults. */
export function configOfTopic(world: KafkaWorld, topic: string): readonly ConfigRow[] {
  const own = dynamicOf(world, `TOPIC:${topic}`, { source: 'topic', scope: 'topic' })
  const all = dynamicOf(world, 'BROKER:', { source: 'cluster', scope: 'topic' })
  const set = nearest([...own, ...all])
  return [...set, ...defaultsBeyond('topic', set)]
}
