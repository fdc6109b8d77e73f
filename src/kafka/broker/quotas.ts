import { byText } from '~/base/integers'
import { quotaKey } from '../metadata/image'
import type { QuotaEntity } from '../protocol/metadataRecords'
import type { Request, Response } from '../protocol/rpc'
import type { BrokerState } from './brokerState'

type Component = Request<'DescribeClientQuotas'>['components'][number]

/** Quotas of the entities that match. KIP-546. Kafka: ClientQuotasImage.describe. */
export function describeClientQuotas(
  state: BrokerState,
  { components, isStrict }: Request<'DescribeClientQuotas'>,
): Response<'DescribeClientQuotas'> {
  const entries = [...state.image.quotas.values()]
    .filter(({ entity }) => matches(entity, components, isStrict))
    .toSorted((a, b) => byText(quotaKey(a.entity), quotaKey(b.entity)))
    .map(({ entity, values }) => ({
      entity,
      values: [...values]
        .map(([key, value]) => ({ key, value }))
        .toSorted((a, b) => byText(a.key, b.key)),
    }))
  return { api: 'DescribeClientQuotas', error: 'NONE', entries }
}

function matches(
  entity: QuotaEntity,
  components: readonly Component[],
  isStrict: boolean,
): boolean {
  if (isStrict && entity.length !== components.length) return false
  return components.every((component) => {
    const part = entity.find(({ type }) => type === component.type)
    if (part === undefined) return false
    if (component.match === 'any') return true
    return part.name === (component.match === 'default' ? null : component.name)
  })
}
