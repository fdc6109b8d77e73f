import { ASSIGNOR_NAMES, assignorClasses } from '~/kafka/client/assignors'
import { settingOf } from '~/kafka/config/catalogue'

const KAFKA_EXCEPTION = 'org.apache.kafka.common.KafkaException'

type Properties = Readonly<Record<string, string>>

/**
 * Why a consumer with a group cannot be constructed, as what it was caused by, or null. Members of
 * the consumer protocol have neither assignors nor a heartbeat of their own.
 * Kafka: ClassicKafkaConsumer's constructor.
 */
export function constructionProblem(given: Properties): readonly string[] | null {
  if ((given['group.protocol'] ?? 'classic').toUpperCase() !== 'CLASSIC') return null
  const assignors = given['partition.assignment.strategy']
  return (
    (assignors === undefined ? null : assignorProblem(assignors)) ??
    (given['group.id'] === undefined ? null : heartbeatProblem(given))
  )
}

/** Kafka: ConsumerPartitionAssignor.getAssignorInstances. */
function assignorProblem(listed: string): readonly string[] | null {
  const seen = new Set<string>()
  for (const javaClass of assignorClasses(listed)) {
    const name = ASSIGNOR_NAMES[javaClass]
    if (name === undefined) {
      return [
        `Caused by: ${KAFKA_EXCEPTION}: ${javaClass} ClassNotFoundException exception occurred`,
        `Caused by: java.lang.ClassNotFoundException: ${javaClass}`,
      ]
    }
    if (seen.has(name)) {
      return [
        `Caused by: ${KAFKA_EXCEPTION}: The assignor name: '${name}' is used in more than one assignor: ${javaClass}, ${javaClass}`,
      ]
    }
    seen.add(name)
  }
  return null
}

/** Kafka: Heartbeat's constructor. */
function heartbeatProblem(given: Properties): readonly string[] | null {
  const [interval, session] = ['heartbeat.interval.ms', 'session.timeout.ms'].map((name) =>
    Number(given[name] ?? settingOf('consumer', name)?.default ?? 0),
  )
  if ((interval ?? 0) < (session ?? 0)) return null
  const why = 'Heartbeat must be set lower than the session timeout'
  return [`Caused by: java.lang.IllegalArgumentException: ${why}`]
}
