import { readEnvironment, unreadIn, variablesOf } from './environment'
import type { Variable } from './environment'
import type { KafkaImage } from './images'
import { kafkaImage } from './images'
import { readEnvFile } from './interpolate'
import type { PortLine } from './ports'
import { readPorts } from './ports'
import type { ImportFile } from './report'
import type { Spot, Tree } from './tree'
import { childOf, showTree, textOfTree, textsOf } from './tree'

/** A `volumes:` entry. */
export interface VolumeLine extends Spot {
  readonly text: string
  /** A named volume's name, or a path of the person's machine; null: anonymous. */
  readonly source: string | null
  readonly target: string
}

/** A service of a compose file, read. */
export interface Service extends Spot {
  readonly name: string
  readonly tree: Tree
  readonly image: string | null
  /** Null: not a Kafka server. */
  readonly kafka: KafkaImage | null
  readonly container: string
  readonly hostname: string | null
  /** Names by which other containers reach it. */
  readonly names: readonly string[]
  readonly networks: readonly string[]
  readonly usesHostNetwork: boolean
  readonly variables: readonly Variable[]
  readonly unreadVariables: readonly (Spot & { readonly text: string })[]
  readonly ports: readonly PortLine[]
  readonly unreadPorts: readonly (Spot & { readonly text: string })[]
  readonly volumes: readonly VolumeLine[]
  readonly dependsOn: readonly string[]
  readonly profiles: readonly string[]
}

/** What is known besides the service's own text. */
export interface ServiceContext {
  readonly project: string
  readonly files: readonly ImportFile[]
}

/** Reads one service. */
export function readService(
  { key, file, line, value: tree }: Spot & { readonly key: string; readonly value: Tree },
  context: ServiceContext,
): Service {
  const image = textOfTree(childOf(tree, 'image')) ?? null
  const variables = [
    ...envFileVariables(tree, context.files),
    ...readEnvironment(childOf(tree, 'environment')),
  ]
  const container = textOfTree(childOf(tree, 'container_name')) ?? `${context.project}-${key}-1`
  const hostname = textOfTree(childOf(tree, 'hostname')) ?? null
  const { ports, unread } = readPorts(childOf(tree, 'ports'))
  const { networks, aliases } = readNetworks(childOf(tree, 'networks'))
  const found = kafkaImage(
    image,
    variables.map(({ name }) => name),
  )
  return {
    name: key,
    file,
    line,
    tree,
    image,
    kafka: found !== null && isHelper(tree, variables) ? null : found,
    container,
    hostname,
    names: [...new Set([key, container, ...(hostname === null ? [] : [hostname]), ...aliases])],
    networks: networks.length === 0 ? ['default'] : networks,
    usesHostNetwork: textOfTree(childOf(tree, 'network_mode')) === 'host',
    variables,
    unreadVariables: unreadIn(childOf(tree, 'environment')),
    ports,
    unreadPorts: unread,
    volumes: readVolumes(childOf(tree, 'volumes')),
    dependsOn: namesOf(childOf(tree, 'depends_on')),
    profiles: textsOf(childOf(tree, 'profiles')).map(({ text }) => text),
  }
}

/** A container of a Kafka image that runs tools (makes topics, waits) instead of a server. */
function isHelper(tree: Tree, variables: readonly Variable[]): boolean {
  const runsOther = ['command', 'entrypoint'].some((key) => childOf(tree, key) !== undefined)
  const isServer = variables.some(({ name }) =>
    /^KAFKA_(CFG_)?(PROCESS_ROLES|ZOOKEEPER_CONNECT|NODE_ID|BROKER_ID)$/.test(name),
  )
  return runsOther && !isServer
}

/** Paths that `env_file:` names. */
export function envFilePaths(tree: Tree): readonly string[] {
  const value = childOf(tree, 'env_file')
  if (value?.kind !== 'list') return textsOf(value).map(({ text }) => text)
  return value.items.flatMap((item) => textOfTree(childOf(item, 'path')) ?? textOfTree(item) ?? [])
}

/** A given file that a path of the compose file means: by its last name. */
export function fileAt(path: string, files: readonly ImportFile[]): ImportFile | undefined {
  const last = (name: string) => name.replace(/\/+$/, '').split(/[\\/]/).at(-1)
  return files.find(({ name }) => last(name) === last(path))
}

function envFileVariables(tree: Tree, files: readonly ImportFile[]): readonly Variable[] {
  return envFilePaths(tree).flatMap((path) => {
    const file = fileAt(path, files)
    return file === undefined ? [] : variablesOf(file.name, readEnvFile(file.text))
  })
}

function namesOf(tree: Tree | undefined): readonly string[] {
  if (tree?.kind === 'map') return tree.entries.map(({ key }) => key)
  return textsOf(tree).map(({ text }) => text)
}

function readNetworks(tree: Tree | undefined): {
  readonly networks: readonly string[]
  readonly aliases: readonly string[]
} {
  const aliases = tree?.kind === 'map' ? tree.entries : []
  return {
    networks: namesOf(tree),
    aliases: aliases.flatMap(({ value }) =>
      textsOf(childOf(value, 'aliases')).map(({ text }) => text),
    ),
  }
}

function readVolumes(tree: Tree | undefined): readonly VolumeLine[] {
  if (tree?.kind !== 'list') return []
  return tree.items.map((item): VolumeLine => {
    const spot = { text: showTree(item), file: item.file, line: item.line }
    if (item.kind === 'map') {
      const source = textOfTree(childOf(item, 'source')) ?? null
      return { ...spot, source, target: textOfTree(childOf(item, 'target')) ?? '' }
    }
    // `C:\data:/var/lib` begins with a drive, not with a volume's name.
    const match = /^((?:[A-Za-z]:[\\/])?[^:]*):([^:]+)(?::[^:]*)?$/.exec(spot.text)
    return match === null
      ? { ...spot, source: null, target: spot.text }
      : { ...spot, source: match[1] ?? null, target: match[2] ?? '' }
  })
}
