import type { ApiVersionRange } from '~/kafka/protocol/apis'
import { apisOf } from '~/kafka/protocol/apis'

export type { ApiVersionRange }

/** The model's own name for a Fetch of the metadata log. */
const OWN_NAMES: Readonly<Record<string, string>> = { FetchMetadata: 'Fetch' }

/** An API's key and versions by its name. Kafka: ApiKeys, ApiMessageType. */
export function rangeOf(api: string): ApiVersionRange | null {
  const name = OWN_NAMES[api] ?? api
  const all = [...apisOf('BROKER'), ...apisOf('CONTROLLER')]
  return all.find((one) => one.name === name) ?? null
}
