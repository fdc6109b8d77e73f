import { settingNames, settingOf } from '~/kafka/config/catalogue'
import type { ConfigScope } from '~/kafka/config/catalogue'
import type { KafkaWorld } from '~/kafka/model'
import { isServer } from '~/kafka/server/server'
import { processId } from '~/sim/ids'
import { newestImage } from './newestImage'

/** An effective setting and where it comes from. */
export interface ConfigRow {
  readonly name: string
  readonly value: string
  readonly source: 'default' | 'given' | 'topic' | 'cluster'
  /** The file and line that gave it, where one did. */
  readonly place: { readonly file: string; readonly line: number } | null
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
    }))
}

/** The settings of a process: what it was given, then Kafka's defaults. */
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
    }))
    return [...given, ...defaultsBeyond('broker', given)]
  }
  const given = Object.entries(spec.properties).map(([name, value]): ConfigRow => ({
    name,
    value,
    source: 'given',
    place: null,
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
  const servers = [...world.processes.values()].flatMap(({ state }) =>
    isServer(state) ? [state] : [],
  )
  const image = newestImage(servers)
  const rows = (key: string, source: ConfigRow['source']): readonly ConfigRow[] =>
    [...(image?.configs.get(key) ?? [])]
      .map(([name, value]) => ({ name, value, source, place: null }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  const own = rows(`TOPIC:${topic}`, 'topic')
  const cluster = rows('BROKER:', 'cluster').filter(
    ({ name }) => settingOf('topic', name) !== undefined && !own.some((row) => row.name === name),
  )
  const given = [...own, ...cluster]
  return [...given, ...defaultsBeyond('topic', given)]
}
