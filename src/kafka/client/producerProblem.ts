import { settingOf } from '../config/catalogue'
import { valueProblem } from '../config/configDef'
import { effectiveConfig } from '../config/effective'

/** Most requests per connection that an idempotent producer may have on their way. */
const MAX_IN_FLIGHT_IDEMPOTENT = 5

/**
 * What a producer's settings are refused with, in Kafka's words, or null: values first, then what
 * idempotence demands. P-02. Kafka: ProducerConfig.postProcessAndValidateIdempotenceConfigs.
 */
export function producerProblem(given: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(given)) {
    const setting = settingOf('producer', name)
    const problem = setting === undefined ? null : valueProblem(setting, value)
    if (problem !== null) return problem
  }
  return idempotenceProblem(given)
}

/**
 * What a producer that is being made refuses, or null. Kafka: KafkaProducer.configureDeliveryTimeout.
 */
export function constructionProblem(given: Readonly<Record<string, string>>): string | null {
  if (!Object.hasOwn(given, 'delivery.timeout.ms')) return null
  const settings = effectiveConfig('producer', given)
  const least = settings.int('linger.ms') + settings.int('request.timeout.ms')
  if (settings.int('delivery.timeout.ms') >= least) return null
  return 'delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms'
}

function idempotenceProblem(given: Readonly<Record<string, string>>): string | null {
  const settings = effectiveConfig('producer', given)
  const isAsked = Object.hasOwn(given, 'enable.idempotence')
  const isIdempotent = settings.boolean('enable.idempotence')
  const acks = settings.string('acks')
  const hasAllAcks = acks === 'all' || acks === '-1'
  const hasRetries = settings.int('retries') !== 0
  if (isIdempotent) {
    if (!hasRetries && isAsked) {
      return 'Must set retries to non-zero when using the idempotent producer.'
    }
    if (!hasAllAcks && isAsked) {
      return 'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.'
    }
    const inFlight = settings.int('max.in.flight.requests.per.connection')
    if (inFlight > MAX_IN_FLIGHT_IDEMPOTENT) {
      return `To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current value is ${inFlight}.`
    }
  }
  const stays = isIdempotent && hasRetries && hasAllAcks
  if (stays || !Object.hasOwn(given, 'transactional.id')) return null
  return 'Cannot set a transactional.id without also enabling idempotence.'
}
