import { settingOf } from '~/kafka/config/catalogue'
import { settingProblem } from '~/kafka/config/serverValues'
import type { StartProblem } from '~/kafka/config/startSettings'
import type { ReportRow, RowSentence, Verdict } from './report'

/** A Kafka property as a file sets it. */
export interface Setting {
  readonly property: string
  readonly value: string
  readonly file: string
  readonly line: number
  /** As the file writes it: `KAFKA_NODE_ID`, `node.id`. */
  readonly key: string
}

/** What a setting's row says. */
interface Judged {
  readonly verdict: Verdict
  readonly sentence: RowSentence
  readonly values?: Readonly<Record<string, string | number>>
}

/** Settings that Kafka reads and the model does not, by the reason. */
const NOT_MODELLED: readonly (readonly [RegExp, RowSentence])[] = [
  [/^(super\.users|authorizer\.|allow\.everyone\.if\.no\.acl\.found)/, 'acl'],
  [
    /^(ssl|sasl)\.|^listener\.name\.|^principal\.|^delegation\.|^connections\.max\.reauth|^security\.(?!inter)/,
    'security',
  ],
  [/^remote\.|^log\.local\.retention/, 'tieredStorage'],
  [/^zookeeper\./, 'zooKeeper'],
  [/quota/, 'quota'],
]

/** Settings of threads, sockets and buffers: nothing that the model tells apart. */
const NO_EFFECT =
  /threads|^socket\.|buffer|^metrics?\.|^auto\.include\.jmx|purgatory|^queued\.|backlog|^log\.(cleaner\.(io|backoff)|preallocate|index)|^client\.telemetry|load\.|^num\.replica\.fetchers|telemetry/

/** The rows of a node's settings, one each, in their order. */
export function settingRows(
  service: string,
  settings: readonly Setting[],
  problem: StartProblem | null,
): readonly ReportRow[] {
  const lastOf = new Map(settings.map((setting) => [setting.property, setting] as const))
  return settings.map((setting): ReportRow => {
    const last = lastOf.get(setting.property)
    const judged: Judged =
      last !== undefined && last !== setting
        ? { verdict: 'ignored', sentence: 'overridden', values: { line: last.line } }
        : judge(setting, problem, lastOf)
    return {
      file: setting.file,
      line: setting.line,
      service,
      key: setting.key,
      value: setting.value,
      verdict: judged.verdict,
      target: setting.property,
      sentence: judged.sentence,
      values: { target: setting.property, ...judged.values },
    }
  })
}

function judge(
  { property, value }: Setting,
  problem: StartProblem | null,
  all: ReadonlyMap<string, Setting>,
): Judged {
  const message =
    settingProblem(property, value) ?? (problem?.property === property ? problem.message : null)
  if (message !== null) return { verdict: 'invalid', sentence: 'kafkaSays', values: { message } }
  const left = notModelled(property, value)
  if (left !== null) return left
  if (property === 'broker.id' && !all.has('node.id')) {
    return { verdict: 'mapped', sentence: 'propertyAlias' }
  }
  return { verdict: 'mapped', sentence: 'property' }
}

/** A setting that Kafka does not know, or that nothing in the model depends on. */
function notModelled(property: string, value: string): Judged | null {
  const area = NOT_MODELLED.find(([pattern]) => pattern.test(property))?.[1]
  if (area !== undefined) return { verdict: 'notModelled', sentence: area }
  if (settingOf('broker', property) === undefined) {
    return { verdict: 'ignored', sentence: 'unknownProperty' }
  }
  if (NO_EFFECT.test(property)) return { verdict: 'notModelled', sentence: 'propertyNoEffect' }
  const isSecured = property === 'listener.security.protocol.map' && /:\s*(SSL|SASL_)/i.test(value)
  return isSecured ? { verdict: 'notModelled', sentence: 'security' } : null
}

/** Settings whose defaults a person should see, and which of them copy records how often. */
const SHOWN: readonly string[] = [
  'listeners',
  'advertised.listeners',
  'listener.security.protocol.map',
  'log.dirs',
  'num.partitions',
  'default.replication.factor',
  'min.insync.replicas',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
  'share.coordinator.state.topic.replication.factor',
  'share.coordinator.state.topic.min.isr',
  'auto.create.topics.enable',
  'group.initial.rebalance.delay.ms',
]
const COPIES = /(replication\.factor|min\.isr|min\.insync\.replicas)$/

/** Rows for what is not set: Kafka's defaults, and where they ask for more brokers than there are. */
export function defaultRows(node: {
  readonly file: string
  readonly line: number
  readonly service: string
  readonly isSet: (property: string) => boolean
  readonly brokers: number
}): readonly ReportRow[] {
  const { file, line, service, isSet, brokers } = node
  return SHOWN.filter((property) => !isSet(property)).map((property): ReportRow => {
    const standard = settingOf('broker', property)?.default ?? ''
    const value = property === 'log.dirs' ? '/tmp/kafka-logs' : standard
    const isTooMany = COPIES.test(property) && Number(value) > brokers
    return {
      file,
      line,
      service,
      key: property,
      value,
      verdict: 'defaulted',
      target: property,
      sentence: isTooMany ? 'factorTooHigh' : 'kafkaDefault',
      values: { target: property, value, brokers },
    }
  })
}
