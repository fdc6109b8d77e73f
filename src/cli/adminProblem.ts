import type { AdminAnswer } from '~/kafka/client/admin'
import { settingNames, settingOf } from '~/kafka/config/catalogue'
import { valueProblem } from '~/kafka/config/configDef'
import type { Api } from '~/kafka/protocol/rpc'

/** Why a setting of the admin client is refused, or null. Kafka: AbstractConfig, ConfigDef.parse. */
export function settingProblem(given: Readonly<Record<string, string>>): string | null {
  for (const name of settingNames('admin')) {
    const setting = settingOf('admin', name)
    const value = given[name]
    if (setting === undefined || value === undefined) continue
    const problem = valueProblem(setting, value)
    if (problem !== null) return problem
  }
  return null
}

/** Rounds of metadata that a call at the wrong kind of node sees fail before it does. */
const ROUNDS_OF_CALL = 2

/**
 * What the admin client logs when its metadata cannot be had, with the exceptions below. X-92. A call
 * that lists nodes tries once more in another way. Kafka: AdminMetadataManager.updateFailed.
 */
export function metadataWarnings(
  { type, exception, message }: Extract<AdminAnswer, { exception: string }>,
  api: Api,
): readonly string[] {
  if (type === 'unfound') return []
  const warn = (text: string) => [
    `[{time}] WARN [AdminClient clientId=adminclient-1] ${text} (org.apache.kafka.clients.admin.internals.AdminMetadataManager)`,
    `org.apache.kafka.common.errors.${exception}: ${message}`,
  ]
  const fatal = warn('Fatal error during metadata update')
  if (exception !== 'UnsupportedVersionException') return fatal
  const once = [
    ...fatal,
    ...warn('The remote node is not a BROKER that supports the METADATA api.'),
  ]
  const rounds = api === 'DescribeCluster' ? ROUNDS_OF_CALL * 2 : ROUNDS_OF_CALL
  return Array.from({ length: rounds }, () => once).flat()
}
