import { listOf } from './listValue'

/** A check of one setting that is neither a range nor a list of words; the reason, or null. */
type CustomValidator = (name: string, value: string) => string | null

/** Java: Duration.parse, without a sign. */
const DURATION =
  /^[+]?P(?=\d|T\d)(?:[+]?\d+D)?(?:T(?=\d)(?:[+]?\d+H)?(?:[+]?\d+M)?(?:[+]?\d+(?:[.,]\d{0,9})?S)?)?$/i

/** Kafka: ThrottledReplicaListValidator.ensureValidString. */
const throttledReplicas: CustomValidator = (name, value) => {
  const items = listOf(value)
  if (items.every((item) => /^(\d+:\d+)?$/.test(item)) || items.join(',') === '*') return null
  return `Invalid value [${items.join(', ')}] for configuration ${name}: ${name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...`
}

/** Kafka: ShareGroupAutoOffsetResetStrategy.Validator. */
const shareOffsetReset: CustomValidator = (name, value) => {
  const isWord = value === 'earliest' || value === 'latest'
  if (isWord || (value.startsWith('by_duration:') && DURATION.test(value.slice(12)))) return null
  return `Invalid value ${value} for configuration ${name}: Invalid value \`${value}\` for configuration ${name}. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'.`
}

/** Kafka: AutoOffsetResetStrategy.Validator. */
const offsetReset: CustomValidator = (name, value) => {
  const isWord = ['earliest', 'latest', 'none'].includes(value)
  if (isWord || (value.startsWith('by_duration:') && DURATION.test(value.slice(12)))) return null
  return `Invalid value ${value} for configuration ${name}: Invalid value \`${value}\` for configuration ${name}. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.`
}

/** Kafka: ShareAcknowledgementMode.Validator. */
const acknowledgementMode: CustomValidator = (name, value) => {
  if (value === 'implicit' || value === 'explicit') return null
  return `Invalid value ${value} for configuration ${name}: Invalid value \`${value}\` for configuration ${name}. The value must either be 'implicit' or 'explicit'.`
}

const VALIDATORS: Readonly<Record<string, CustomValidator>> = {
  'leader.replication.throttled.replicas': throttledReplicas,
  'follower.replication.throttled.replicas': throttledReplicas,
  'share.auto.offset.reset': shareOffsetReset,
  'auto.offset.reset': offsetReset,
  'share.acknowledgement.mode': acknowledgementMode,
}

/** True when a setting has a validator of its own. */
export function isCustom(name: string): boolean {
  return Object.hasOwn(VALIDATORS, name)
}

/** What a setting's own validator says of a value, or null. Kafka: the ConfigDef.Validator of the setting. */
export function customProblem(name: string, value: string): string | null {
  return Object.hasOwn(VALIDATORS, name) ? (VALIDATORS[name]?.(name, value) ?? null) : null
}
