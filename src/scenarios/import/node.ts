import { startProblem } from '~/kafka/config/serverStart'
import { interBroker, protocolMap } from '~/kafka/config/startListeners'
import type { StartProblem } from '~/kafka/config/startSettings'
import { startSettings } from '~/kafka/config/startSettings'
import { nodeId } from '~/kafka/ids'
import type { ServerProperty, ServerSpec, StartRefusal, StorageFormat } from '~/kafka/serverSpec'
import type { Setting } from './settingRows'

/** A Kafka node of the files before it becomes a server. */
export interface NodeDraft {
  /** The compose service, or the properties file's name. */
  readonly name: string
  readonly file: string
  readonly line: number
  readonly settings: readonly Setting[]
  /** What the image sets by itself; `settings` win. */
  readonly imageDefaults: Readonly<Record<string, string>>
  readonly clusterId: string
  readonly hostName: string | null
  readonly refusal: StartRefusal | null
}

/** A node with what Kafka will say of it. */
export interface JudgedNode {
  readonly draft: NodeDraft
  readonly properties: Readonly<Record<string, string>>
  readonly problem: StartProblem | null
  /** `node.id`, or `broker.id` where that stands in; null: none that can be read. */
  readonly id: number | null
  readonly roles: readonly ('broker' | 'controller')[]
  /** Listeners between brokers or controllers that need TLS or SASL: the node cannot run. */
  readonly secured: readonly string[]
}

/** Puts a node's settings together as its file ends up, and asks what Kafka makes of it. */
export function judgeNode(draft: NodeDraft): JudgedNode {
  const set = draft.settings.map(({ property, value }) => [property, value] as const)
  const properties = { ...draft.imageDefaults, ...Object.fromEntries(set) }
  const problem = startProblem(properties)
  const text = properties['node.id'] ?? properties['broker.id'] ?? ''
  const roles = (properties['process.roles'] ?? '').split(',').map((role) => role.trim())
  return {
    draft,
    properties,
    problem,
    id: /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null,
    roles: (['broker', 'controller'] as const).filter((role) => roles.includes(role)),
    secured: problem === null ? securedListeners(properties) : [],
  }
}

function securedListeners(properties: Readonly<Record<string, string>>): readonly string[] {
  const settings = startSettings(properties)
  const map = protocolMap(settings)
  if (!map.ok) return []
  const between = interBroker(settings)
  const needed = [
    ...(settings.roles.includes('broker') && between.ok ? [between.name] : []),
    ...settings.controllerNames.map((name) => name.toUpperCase()),
  ]
  return needed.filter((name) => (map.value.get(name) ?? 'PLAINTEXT') !== 'PLAINTEXT')
}

/** The server that a node becomes. `id`: its own, or one that stands in where it has none. */
export function specOf(
  { draft, properties, roles }: JudgedNode,
  { id, format }: { readonly id: number; readonly format: StorageFormat | null },
): ServerSpec {
  const places = new Map(draft.settings.map((setting) => [setting.property, setting] as const))
  const rows = Object.entries(properties)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]): readonly [string, ServerProperty] => {
      const place = places.get(name)
      return [name, { value, source: { file: place?.file ?? null, line: place?.line ?? null } }]
    })
  return {
    kind: 'server',
    nodeId: nodeId(id),
    roles,
    properties: Object.fromEntries(rows),
    clusterId: draft.clusterId,
    ...(draft.hostName === null ? {} : { hostName: draft.hostName }),
    ...(draft.refusal === null ? {} : { refusal: draft.refusal }),
    ...(format === null || !roles.includes('controller') ? {} : { format }),
  }
}
