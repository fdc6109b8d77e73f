/** Families of images that run Kafka, by how they turn variables into properties. */
export type ImageFamily = 'confluent' | 'confluentLocal' | 'apache' | 'bitnami'

/** The image of a Kafka service. */
export interface KafkaImage {
  readonly family: ImageFamily
  /** First number of the tag; null: `latest`, or a tag that is no version. */
  readonly major: number | null
  readonly tag: string
  /** The image's name says nothing; its variables do. */
  readonly isGuessed: boolean
}

/** Kafka's own version in an image, as far as its tag tells. */
export function kafkaVersionOf({ family, tag }: KafkaImage): string | null {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(tag) ?? []
  if (major === undefined || minor === undefined) return null
  if (family === 'apache' || family === 'bitnami') return `${major}.${minor}`
  // Confluent's 8.1 contains Kafka 4.1, 7.6 contains 3.6, 5.5 contains 2.5.
  return `${Number(major) - 4}.${minor}`
}

const KNOWN: readonly (readonly [RegExp, ImageFamily])[] = [
  [/(^|\/)confluent-local$/, 'confluentLocal'],
  [/(^|\/)(cp-kafka|cp-server|cp-enterprise-kafka|cp-kafka-kraft)$/, 'confluent'],
  [/(^|\/)apache\/kafka(-native)?$/, 'apache'],
  [/(^|\/)bitnami(legacy|secure)?\/kafka$/, 'bitnami'],
]

/** Images with Kafka in their name that are no Kafka server. */
const OTHERS =
  /kafka-?(ui|connect|rest|exporter|manager|topics|drop|magic|proxy|lag|cruise|init|setup|console)|kafdrop|akhq|schema|zookeeper|redpanda|conduktor|kouncil|cmak/

/** The image of a service, if it runs Kafka. `variables`: the names in its environment. */
export function kafkaImage(image: string | null, variables: readonly string[]): KafkaImage | null {
  const [name, tag] = parts(image ?? '')
  const major = /^v?(\d+)(?:\.|$)/.exec(tag)?.[1]
  const found = { major: major === undefined ? null : Number(major), tag }
  const family = KNOWN.find(([pattern]) => pattern.test(name))?.[1]
  if (family !== undefined) return { ...found, family, isGuessed: false }
  const guessed = OTHERS.test(name) ? null : familyByVariables(variables)
  return guessed === null ? null : { ...found, family: guessed, isGuessed: true }
}

/** An image of one's own, or a variable in its place: what it is told tells what it is. */
function familyByVariables(variables: readonly string[]): ImageFamily | null {
  if (variables.some((variable) => variable.startsWith('KAFKA_CFG_'))) return 'bitnami'
  if (variables.includes('KAFKA_PROCESS_ROLES')) return 'apache'
  const ofOldBroker = ['KAFKA_ADVERTISED_LISTENERS', 'KAFKA_BROKER_ID', 'KAFKA_LISTENERS']
  const isOld = variables.includes('KAFKA_ZOOKEEPER_CONNECT')
  return isOld && ofOldBroker.some((name) => variables.includes(name)) ? 'apache' : null
}

/** Name and tag; a port of the registry is no tag. */
function parts(image: string): readonly [string, string] {
  const bare = image.split('@')[0] ?? ''
  const colon = bare.lastIndexOf(':')
  if (colon < 0 || bare.slice(colon).includes('/')) return [bare, 'latest']
  return [bare.slice(0, colon), bare.slice(colon + 1)]
}

/** What a variable of a Kafka container is for. */
export type VariableMeaning =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'clusterId' }
  | { readonly kind: 'jvm' }
  | { readonly kind: 'security' }
  | { readonly kind: 'zooKeeper' }
  /** A switch of the image's own scripts, or of a program beside Kafka. */
  | { readonly kind: 'switch' }

const JVM: ReadonlySet<string> = new Set([
  'KAFKA_VERSION',
  'KAFKA_HEAP_OPTS',
  'KAFKA_LOG4J_OPTS',
  'KAFKA_OPTS',
  'KAFKA_JMX_OPTS',
  'KAFKA_JVM_PERFORMANCE_OPTS',
  'KAFKA_GC_LOG_OPTS',
  'KAFKA_LOG4J_ROOT_LOGLEVEL',
  'KAFKA_LOG4J_LOGGERS',
  'KAFKA_TOOLS_LOG4J_LOGLEVEL',
])

/** What the image makes of a variable. CFG-41, CFG-44. */
export function meaningOf(family: ImageFamily, variable: string): VariableMeaning {
  if (family === 'bitnami') return bitnamiMeaning(variable)
  if (variable === 'CLUSTER_ID') return { kind: 'clusterId' }
  if (JVM.has(variable) || /^JMX_|^JAVA_|^LOG4J_/.test(variable)) return { kind: 'jvm' }
  if (!variable.startsWith('KAFKA_')) return { kind: 'switch' }
  if (family === 'apache' && variable === 'KAFKA_JMX_HOSTNAME') return { kind: 'jvm' }
  const rest = variable.slice('KAFKA_'.length).toLowerCase()
  return { kind: 'property', name: family === 'apache' ? apacheName(rest) : confluentName(rest) }
}

/** One underscore is a dot, two are an underscore, three a dash. */
function confluentName(rest: string): string {
  return rest.replace(/_{1,3}/g, (run) => (run.length === 1 ? '.' : run.length === 2 ? '_' : '-'))
}

/** The same, done in Kafka's order: KafkaDockerWrapper.getServerConfigsFromEnv. */
function apacheName(rest: string): string {
  return rest.replaceAll('_', '.').replaceAll('...', '-').replaceAll('..', '_')
}

function bitnamiMeaning(variable: string): VariableMeaning {
  if (variable === 'KAFKA_KRAFT_CLUSTER_ID' || variable === 'KAFKA_CLUSTER_ID') {
    return { kind: 'clusterId' }
  }
  if (variable.startsWith('KAFKA_CFG_')) {
    return { kind: 'property', name: confluentName(variable.slice(10).toLowerCase()) }
  }
  if (variable === 'KAFKA_BROKER_ID' || variable === 'KAFKA_NODE_ID') {
    return { kind: 'property', name: variable === 'KAFKA_NODE_ID' ? 'node.id' : 'broker.id' }
  }
  if (JVM.has(variable) || /^JMX_|^JAVA_|JMX/.test(variable)) return { kind: 'jvm' }
  if (
    /^KAFKA_(ZOOKEEPER_)?(TLS|SSL|SASL|CERTIFICATE|CLIENT_USER|CLIENT_PASS)|PASSWORD|_USERS?$/.test(
      variable,
    )
  ) {
    return { kind: 'security' }
  }
  return variable.startsWith('KAFKA_ZOOKEEPER') ? { kind: 'zooKeeper' } : { kind: 'switch' }
}

/** Where an image keeps its data when nothing says otherwise. */
export const DATA_FOLDERS: Readonly<Record<ImageFamily, string>> = {
  confluent: '/var/lib/kafka/data',
  confluentLocal: '/tmp/kraft-combined-logs',
  apache: '/tmp/kraft-combined-logs',
  bitnami: '/bitnami/kafka/data',
}

/** The cluster id of apache/kafka when CLUSTER_ID is not set. CFG-44. */
export const APACHE_CLUSTER_ID = '5L6g3nShT-eMCtK--X86sw'

const ONE_NODE: Readonly<Record<string, string>> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
}

/** apache/kafka's file when no variable and no mounted file says anything. CFG-44. */
export const APACHE_DEFAULT_FILE: Readonly<Record<string, string>> = {
  ...ONE_NODE,
  listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  'advertised.listeners': 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
  'listener.security.protocol.map':
    'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
  'inter.broker.listener.name': 'PLAINTEXT',
  'controller.quorum.voters': '1@localhost:9093',
  'log.dirs': '/tmp/kraft-combined-logs',
}

/** What confluent-local sets by itself; its variables win. */
export const CONFLUENT_LOCAL_DEFAULTS: Readonly<Record<string, string>> = {
  ...ONE_NODE,
  listeners:
    'PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092',
  'advertised.listeners': 'PLAINTEXT://localhost:29092,PLAINTEXT_HOST://localhost:9092',
  'listener.security.protocol.map':
    'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT',
  'inter.broker.listener.name': 'PLAINTEXT',
  'controller.quorum.voters': '1@localhost:29093',
  'group.initial.rebalance.delay.ms': '0',
  'log.dirs': '/tmp/kraft-combined-logs',
}
