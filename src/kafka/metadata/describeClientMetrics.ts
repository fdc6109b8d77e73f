import { METRICS_SETTINGS } from '../config/clientMetrics'
import type { ErrorCode } from '../protocol/errors'
import type { DescribedConfig } from '../protocol/rpc/admin'
import type { MetadataImage } from './image'

/** A subscription's settings with where they come from. Kafka: ConfigHelper.createClientMetricsConfigEntry. */
export function describeClientMetrics(
  { configs }: MetadataImage,
  subscription: string,
): readonly DescribedConfig[] | { readonly error: ErrorCode; readonly errorMessage: string } {
  if (subscription === '') {
    return {
      error: 'INVALID_REQUEST',
      errorMessage: 'Client metrics subscription name must not be empty',
    }
  }
  const own = configs.get(`CLIENT_METRICS:${subscription}`)
  return METRICS_SETTINGS.map(({ name, default: fallback }): DescribedConfig => {
    const given = own?.get(name)
    const value = given ?? fallback
    const source = given === undefined ? 'DEFAULT_CONFIG' : 'DYNAMIC_CLIENT_METRICS_CONFIG'
    const synonyms = given === undefined ? [] : [{ name, value, source } as const]
    return { name, value, readOnly: false, isSensitive: false, source, synonyms }
  })
}
