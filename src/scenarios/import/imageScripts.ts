import type { StartRefusal } from '~/kafka/serverSpec'
import type { ImageFamily } from './images'

type Value = (property: string) => string | undefined

const HEAD = [
  '===> User',
  'uid=1000(appuser) gid=1000(appuser) groups=1000(appuser)',
  '===> Configuring ...',
]
const DEPRECATED: Readonly<Record<string, string>> = {
  'advertised.port': 'KAFKA_ADVERTISED_LISTENERS',
  'advertised.host': 'KAFKA_ADVERTISED_LISTENERS',
  host: 'KAFKA_ADVERTISED_LISTENERS',
  port: 'KAFKA_ADVERTISED_LISTENERS',
}

/** What cp-kafka's `configure` step refuses, in its order, or null. CFG-40. */
export function confluentRefusal(value: Value): StartRefusal | null {
  const roles = (value('process.roles') ?? '').split(',').map((role) => role.trim())
  const isOnlyController = roles.length === 1 && roles[0] === 'controller'
  if (value('process.roles') === undefined) return unset('KAFKA_PROCESS_ROLES')
  if (!isOnlyController && value('advertised.listeners') === undefined) {
    return unset('KAFKA_ADVERTISED_LISTENERS')
  }
  if (isOnlyController && value('advertised.listeners') !== undefined) {
    return refusal('KAFKA_ADVERTISED_LISTENERS is not supported on a KRaft controller.')
  }
  const old = Object.keys(DEPRECATED).find((property) => value(property) !== undefined)
  if (old === undefined) return null
  return refusal(`${old} is deprecated. Please use ${DEPRECATED[old] ?? ''} instead.`)
}

function unset(variable: string): StartRefusal {
  return refusal(`Error: environment variable "${variable}" is not set`)
}

function refusal(line: string): StartRefusal {
  return { stdout: HEAD, stderr: [line], code: 1 }
}

/**
 * Both images format without naming the first controllers, which a dynamic quorum needs.
 * Kafka: StorageTool.runFormatCommand, KafkaDockerWrapper.main.
 */
export function formatRefusal(family: ImageFamily, value: Value): StartRefusal | null {
  const isController = (value('process.roles') ?? '').includes('controller')
  const voters = value('controller.quorum.voters') ?? ''
  const bootstrap = value('controller.quorum.bootstrap.servers') ?? ''
  if (!isController || voters !== '' || bootstrap === '') return null
  const why =
    'Because controller.quorum.voters is not set on this controller, you must specify one of the following: --standalone, --initial-controllers, or --no-initial-controllers.'
  const apache = `Exception in thread "main" kafka.tools.TerseFailure: To maximize compatibility, the Docker image continues to use static voters, which are supported in 3.7 and later.`
  return {
    stdout: [...HEAD, '===> Running preflight checks ... '],
    stderr: family === 'apache' ? [apache] : [why],
    code: 1,
  }
}
