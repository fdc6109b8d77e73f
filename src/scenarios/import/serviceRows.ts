import type { KafkaService } from './kafkaService'
import { mountedFile } from './kafkaService'
import { isServiceKey } from './composeKeys'
import { kafkaVersionOf } from './images'
import type { ImportFile, ReportRow, RowSentence, Verdict } from './report'
import type { Service, VolumeLine } from './service'
import { envFilePaths, fileAt } from './service'
import type { Spot, TreeEntry } from './tree'
import { childOf, showTree, textOfTree } from './tree'

type Say = readonly [Verdict, RowSentence, Readonly<Record<string, string | number>>?]

interface RowParts extends Spot {
  readonly service: string | null
  readonly key: string
  readonly value: string
  readonly target?: string
  readonly say: Say
}

/** One row of the report. */
export function rowOf({ file, line, service, key, value, target, say }: RowParts): ReportRow {
  const [verdict, sentence, values = {}] = say
  const shared = { file, line, service, key, value, verdict, sentence }
  return { ...shared, target: target ?? null, values: { key, value, ...values } }
}

/** What is known of a Kafka service when its own keys are told. */
export interface ServiceFacts {
  readonly files: readonly ImportFile[]
  /** Ports on which a listener of the node listens. */
  readonly listens: readonly number[]
  /** Outer ports that another service has already. */
  readonly taken: readonly number[]
  readonly dataFolders: readonly string[]
}

/** Rows of a Kafka service's keys, except its variables. */
export function kafkaServiceRows(service: KafkaService, facts: ServiceFacts): readonly ReportRow[] {
  const entries = service.tree.kind === 'map' ? service.tree.entries : []
  return entries.flatMap((entry) => {
    switch (entry.key) {
      case 'environment':
        return []
      case 'ports':
        return orItself(service, entry, portRows(service, facts))
      case 'volumes': {
        const rows = service.volumes.map((volume) => volumeRow(service, volume, facts))
        return orItself(service, entry, rows)
      }
      case 'env_file':
        return orItself(service, entry, envFileRows(service, entry, facts.files))
      case 'image':
        return [keyRow(service, entry, imageSay(service))]
      default:
        return [keyRow(service, entry, sayOfKey(entry))]
    }
  })
}

/** The rows of what a key holds; a key that holds nothing readable is told itself. */
function orItself(
  service: Service,
  entry: TreeEntry,
  rows: readonly ReportRow[],
): readonly ReportRow[] {
  return rows.length > 0 ? rows : [keyRow(service, entry, ['ignored', 'unreadValue'])]
}

/** Rows of what stands below `environment:` and is no variable. */
export function unreadVariableRows(service: Service): readonly ReportRow[] {
  return service.unreadVariables.map(({ file, line, text }) =>
    rowOf({
      file,
      line,
      service: service.name,
      key: 'environment',
      value: text,
      say: ['invalid', 'unreadValue'],
    }),
  )
}

function keyRow(service: Service, entry: TreeEntry, say: Say): ReportRow {
  const { file, line, key } = entry
  return rowOf({ file, line, service: service.name, key, value: showTree(entry.value), say })
}

function imageSay({ kafka }: KafkaService): Say {
  if (kafka.isGuessed) return ['mapped', 'imageGuessed']
  const version = kafkaVersionOf(kafka)
  if (version === null || version === '4.1') return ['mapped', 'image']
  return ['mapped', 'imageOtherVersion', { version }]
}

const SAID: Readonly<Record<string, Say>> = {
  container_name: ['mapped', 'name'],
  hostname: ['mapped', 'name'],
  networks: ['mapped', 'network'],
  depends_on: ['mapped', 'dependsOn'],
  profiles: ['notModelled', 'profile'],
  command: ['notModelled', 'command'],
  entrypoint: ['notModelled', 'command'],
  extends: ['mapped', 'extends'],
}

function sayOfKey({ key, value }: TreeEntry): Say {
  const replicas = key === 'scale' ? textOfTree(value) : textOfTree(childOf(value, 'replicas'))
  if ((key === 'deploy' || key === 'scale') && Number(replicas ?? '1') > 1) {
    return ['notModelled', 'replicas', { count: replicas ?? '' }]
  }
  if (key === 'network_mode' && textOfTree(value) === 'host') return ['mapped', 'hostNetwork']
  if (key.startsWith('x-')) return ['ignored', 'extension']
  if (!isServiceKey(key)) return ['invalid', 'unknownKey']
  return SAID[key] ?? ['ignored', 'dockerOnly']
}

function portRows(service: KafkaService, facts: ServiceFacts): readonly ReportRow[] {
  const rows = service.ports.map((port) => {
    const outer = port.outer ?? 0
    const values = { outer, inner: port.inner }
    const say: Say = facts.taken.includes(outer)
      ? ['invalid', 'portTaken', values]
      : facts.listens.includes(port.inner)
        ? ['mapped', 'published', values]
        : ['ignored', 'portNotUsed', values]
    const { file, line, text } = port
    const target = `localhost:${outer}`
    return rowOf({ file, line, service: service.name, key: 'ports', value: text, target, say })
  })
  const unread = service.unreadPorts.map(({ file, line, text }) =>
    rowOf({
      file,
      line,
      service: service.name,
      key: 'ports',
      value: text,
      say: ['ignored', 'dockerOnly'],
    }),
  )
  return [...rows, ...unread]
}

function volumeRow(service: KafkaService, volume: VolumeLine, facts: ServiceFacts): ReportRow {
  const { file, line, text, source, target } = volume
  const holdsData = facts.dataFolders.some(
    (folder) => folder === target || folder.startsWith(`${target.replace(/\/$/, '')}/`),
  )
  const isConfig = target.endsWith('.properties') || target.startsWith('/mnt/shared/config')
  const isPath = source !== null && /^[./~\\]|^[A-Za-z]:/.test(source)
  const say: Say = isConfig
    ? mountedFile(service, facts.files) === undefined
      ? ['notModelled', 'configMount']
      : ['mapped', 'configMount']
    : holdsData
      ? ['mapped', isPath ? 'bindMount' : 'volume']
      : ['ignored', 'dockerOnly']
  return rowOf({ file, line, service: service.name, key: 'volumes', value: text, target, say })
}

function envFileRows(
  service: Service,
  entry: TreeEntry,
  files: readonly ImportFile[],
): readonly ReportRow[] {
  const { file, line, key } = entry
  return envFilePaths(service.tree).map((path) => {
    const say: Say =
      fileAt(path, files) === undefined ? ['notModelled', 'envFile'] : ['mapped', 'envFileRead']
    return rowOf({ file, line, service: service.name, key, value: path, say })
  })
}

/** Rows of a service that is no Kafka server: itself, then each of its keys. */
export function foreignRows(service: Service): readonly ReportRow[] {
  const { file, line, name, image } = service
  const entries = service.tree.kind === 'map' ? service.tree.entries : []
  const head = rowOf({
    file,
    line,
    service: name,
    key: name,
    value: image ?? '',
    say: ['foreign', 'foreignService', { image: image ?? '' }],
  })
  const variables = service.variables.map((variable) =>
    rowOf({
      file: variable.file,
      line: variable.line,
      service: name,
      key: variable.name,
      value: variable.value ?? '',
      say: ['foreign', 'foreignKey'],
    }),
  )
  const keys = entries
    .filter(({ key }) => key !== 'environment')
    .map((entry) => keyRow(service, entry, ['foreign', 'foreignKey']))
  return [head, ...keys, ...variables, ...unreadVariableRows(service)]
}
