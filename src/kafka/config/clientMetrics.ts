import type { ErrorCode } from '../protocol/errors'
import type { ConfigSetting } from './catalogue'
import { valueProblem } from './configDef'
import { wholeNumber } from './effective'
import { listOf } from './listValue'

/** The settings of a subscription to metrics of clients, in their order. KIP-714. Kafka: ClientMetricsConfigs. */
export const METRICS_SETTINGS: readonly ConfigSetting[] = [
  { name: 'metrics', type: 'LIST', default: '', validator: null, unit: null, update: null },
  {
    name: 'interval.ms',
    type: 'INT',
    default: '300000',
    validator: null,
    unit: 'ms',
    update: null,
  },
  { name: 'match', type: 'LIST', default: '', validator: null, unit: null, update: null },
]

const INTERVAL = { least: 100, most: 3_600_000 } as const

/** What of a client a subscription may look at. */
const MATCHED: readonly string[] = [
  'client_instance_id',
  'client_id',
  'client_software_name',
  'client_software_version',
  'client_source_address',
  'client_source_port',
]

interface Refusal {
  readonly error: ErrorCode
  readonly message: string
}

/** What is wrong with all settings of a subscription, or null. Kafka: ClientMetricsConfigs.validate. */
export function clientMetricsProblem(
  subscription: string,
  values: ReadonlyMap<string, string | null>,
): Refusal | null {
  const refuse = (message: string): Refusal => ({ error: 'INVALID_REQUEST', message })
  if (subscription === '') return refuse("Subscription name can't be empty")
  const unknown = [...values.keys()].find(
    (key) => !METRICS_SETTINGS.some(({ name }) => name === key),
  )
  if (unknown !== undefined) return refuse(`Unknown client metrics configuration: ${unknown}`)
  for (const setting of METRICS_SETTINGS) {
    const value = values.get(setting.name) ?? null
    const problem = value === null ? null : valueProblem(setting, value)
    if (problem !== null) return { error: 'INVALID_CONFIG', message: problem }
  }
  const interval = values.get('interval.ms')
  if (typeof interval === 'string') {
    const ms = wholeNumber(interval)
    if (ms < INTERVAL.least || ms > INTERVAL.most) {
      return refuse(
        `Invalid value ${ms} for interval.ms, interval must be between 100 and 3600000 (1 hour)`,
      )
    }
  }
  const bad = listOf(values.get('match') ?? '').find((pattern) => !isPattern(pattern))
  if (bad === undefined) return null
  return { error: 'INVALID_CONFIG', message: `Illegal client matching pattern: ${bad}` }
}

/** `what=expression`; of the expression only what no engine takes is refused. */
function isPattern(pattern: string): boolean {
  const [name = '', expression, ...more] = pattern.split('=')
  if (expression === undefined || expression === '' || more.length > 0) return false
  if (!MATCHED.includes(name.trim())) return false
  try {
    return new RegExp(expression.trim()) instanceof RegExp
  } catch {
    return false
  }
}
