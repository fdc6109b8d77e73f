import { javaHashCode } from '~/base/integers'
import type { StartRefusal } from '~/kafka/serverSpec'
import { confluentRefusal, formatRefusal } from './imageScripts'
import type { ImageFamily, KafkaImage, VariableMeaning } from './images'
import {
  APACHE_CLUSTER_ID,
  APACHE_DEFAULT_FILE,
  CONFLUENT_LOCAL_DEFAULTS,
  DATA_FOLDERS,
  meaningOf,
} from './images'
import type { NodeDraft } from './node'
import { readProperties } from './properties'
import type { ImportFile, ReportRow, RowSentence, Verdict } from './report'
import type { Service } from './service'
import { fileAt } from './service'
import type { Setting } from './settingRows'

/** The cluster id of clusters that no file names. */
export const NO_CLUSTER_ID = 'T2Zmc2V0U2ltdWxhdG9yAA'

/** A Kafka service of a compose file. */
export interface KafkaService extends Service {
  readonly kafka: KafkaImage
}

/** True when a service runs a Kafka server. */
export function isKafkaService(service: Service): service is KafkaService {
  return service.kafka !== null
}

/** A container's id as Docker would show it: twelve hex digits, here made from its name. */
export function containerId(container: string): string {
  const half = (text: string) => (javaHashCode(text) >>> 0).toString(16).padStart(8, '0').slice(-6)
  return `${half(container)}${half(`${container}/id`)}`
}

/** The properties file that a service mounts, if it was given. CFG-44. */
export function mountedFile(
  service: Service,
  files: readonly ImportFile[],
): ImportFile | undefined {
  const mount = service.volumes.find(
    ({ target }) => target.endsWith('.properties') || target.startsWith('/mnt/shared/config'),
  )
  const source = mount?.source ?? null
  if (source === null) return undefined
  return fileAt(source.endsWith('.properties') ? source : 'server.properties', files)
}

/** What a variable does in a service's container. */
function meaningIn(service: KafkaService, variable: string): VariableMeaning {
  return meaningOf(service.kafka.family, variable)
}

/** The node that a Kafka service runs, before Kafka judges its settings. */
export function draftOf(service: KafkaService, files: readonly ImportFile[]): NodeDraft {
  const mounted = mountedFile(service, files)
  const fromFile = mounted === undefined ? [] : settingsOfFile(mounted)
  const settings = [...fromFile, ...settingsOfVariables(service)]
  const imageDefaults = defaultsOf(service.kafka.family, settings)
  const draft: NodeDraft = {
    name: service.name,
    file: service.file,
    line: service.line,
    settings,
    imageDefaults,
    clusterId: clusterIdOf(service),
    hostName: service.hostname ?? containerId(service.container),
    refusal: null,
  }
  return { ...draft, refusal: refusalOf(service, draft) }
}

/** The settings of a properties file. */
export function settingsOfFile(file: ImportFile): readonly Setting[] {
  return readProperties(file.text).lines.map(({ key, value, line }) => ({
    property: key,
    value,
    key,
    file: file.name,
    line,
  }))
}

function settingsOfVariables(service: KafkaService): readonly Setting[] {
  return service.variables.flatMap(({ name, value, file, line }) => {
    const meaning = meaningIn(service, name)
    if (meaning.kind !== 'property' || value === null) return []
    return [{ property: meaning.name, value, key: name, file, line }]
  })
}

function defaultsOf(
  family: ImageFamily,
  settings: readonly Setting[],
): Readonly<Record<string, string>> {
  const set = new Map(settings.map(({ property, value }) => [property, value] as const))
  switch (family) {
    case 'confluentLocal':
      return CONFLUENT_LOCAL_DEFAULTS
    case 'apache':
      // One single variable replaces the whole default file: the classic surprise. CFG-44.
      return settings.length === 0 ? APACHE_DEFAULT_FILE : {}
    case 'bitnami':
      return { 'log.dirs': DATA_FOLDERS.bitnami }
    case 'confluent': {
      const advertised = set.get('advertised.listeners')
      const listeners =
        set.has('listeners') || advertised === undefined
          ? {}
          : { listeners: advertised.replace(/:\/\/[^:,]*:/g, '://0.0.0.0:') }
      return { 'log.dirs': DATA_FOLDERS.confluent, ...listeners }
    }
  }
}

function clusterIdOf(service: KafkaService): string {
  const given = service.variables
    .filter(({ name, value }) => value !== null && meaningIn(service, name).kind === 'clusterId')
    .at(-1)?.value
  if (given !== undefined && given !== null) return given
  // The image declares the variable, empty: every such cluster has the same, empty id. CFG-42.
  if (service.kafka.family === 'confluent') return ''
  return service.kafka.family === 'apache' ? APACHE_CLUSTER_ID : NO_CLUSTER_ID
}

function refusalOf(service: KafkaService, draft: NodeDraft): StartRefusal | null {
  const { family } = service.kafka
  const value = (property: string) =>
    draft.settings.findLast((setting) => setting.property === property)?.value
  const script = family === 'confluent' ? confluentRefusal(value) : null
  return script ?? (family === 'bitnami' ? null : formatRefusal(family, value))
}

/** Rows of the variables that set no property of Kafka, and of those without a value. */
export function variableRows(service: KafkaService): readonly ReportRow[] {
  return service.variables.flatMap(({ name, value, file, line }) => {
    const meaning = meaningIn(service, name)
    if (meaning.kind === 'property' && value !== null) return []
    const [verdict, sentence] = value === null ? NO_VALUE : sayOf(meaning, value)
    const target = meaning.kind === 'clusterId' ? 'cluster.id' : null
    const row = { file, line, service: service.name, key: name, value: value ?? '' }
    return [{ ...row, verdict, target, sentence, values: { key: name, value: value ?? '' } }]
  })
}

const NO_VALUE = ['ignored', 'noValue'] as const

function sayOf(meaning: VariableMeaning, value: string): readonly [Verdict, RowSentence] {
  switch (meaning.kind) {
    case 'clusterId':
      return ['mapped', value === '' ? 'emptyClusterId' : 'clusterId']
    case 'jvm':
      return ['ignored', 'jvmOption']
    case 'security':
      return ['notModelled', 'security']
    case 'zooKeeper':
      return ['notModelled', 'zooKeeper']
    case 'switch':
    case 'property':
      return ['ignored', 'imageSwitch']
  }
}
