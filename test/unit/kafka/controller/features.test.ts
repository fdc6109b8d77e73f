import { describe, expect, test } from 'vitest'
import type { Response } from '~/kafka/protocol/rpc'
import { activeController, brokerRecords, request } from '../../../support/fakeController'

const ELR = 'eligible.leader.replicas.version'

type UpgradeType = 'UPGRADE' | 'SAFE_DOWNGRADE' | 'UNSAFE_DOWNGRADE'

function update(feature: string, level: number, upgradeType: UpgradeType = 'UPGRADE') {
  return request<Response<'UpdateFeatures'>>(activeController(brokerRecords(1)), {
    api: 'UpdateFeatures',
    updates: [{ feature, level, upgradeType }],
    validateOnly: false,
  })
}

describe('C-81 levels of features', () => {
  test('a level within the range is written', () => {
    expect(update('share.version', 1).records).toEqual([
      { type: 'FeatureLevelRecord', name: 'share.version', level: 1 },
    ])
  })

  test('one outside of it is refused, and one that would go back', () => {
    expect(update('share.version', 9).answer.errorMessage).toBe(
      'The update failed for all features since the following feature had an error: Invalid update version 9 for feature share.version. Local controller 1 only supports versions 0-1',
    )
    expect(update('metadata.version', 25).answer.errorMessage).toMatch(
      /Can't downgrade the version/,
    )
  })

  test('one that is named but not supported can be at 0, an unknown one cannot', () => {
    expect(update('streams.version', 0, 'SAFE_DOWNGRADE').answer.error).toBe('NONE')
    expect(update('moon.version', 0, 'SAFE_DOWNGRADE').answer.errorMessage).toMatch(
      /Invalid update version 0 for feature moon.version. Feature moon.version not found.$/,
    )
  })

  test('going back is possible only as far as records stay readable', () => {
    expect(update('metadata.version', 24, 'SAFE_DOWNGRADE').answer.error).toBe('NONE')
    expect(update('metadata.version', 21, 'SAFE_DOWNGRADE').answer.errorMessage).toMatch(
      /Refusing to perform the requested downgrade/,
    )
  })
})

test('C-78 what makes eligible leaders safe stands before the level, by number of the broker', () => {
  const minIsr = (resourceName: string, value: string | null = '2') =>
    ({
      type: 'ConfigRecord',
      resourceType: 'BROKER',
      resourceName,
      name: 'min.insync.replicas',
      value,
    }) as const
  const off = { type: 'FeatureLevelRecord', name: ELR, level: 0 } as const
  const state = activeController([...brokerRecords(1), off, minIsr('10'), minIsr('9')])
  const { records, step } = request<Response<'UpdateFeatures'>>(state, {
    api: 'UpdateFeatures',
    updates: [{ feature: ELR, level: 1, upgradeType: 'UPGRADE' }],
    validateOnly: false,
  })
  expect(records).toEqual([
    minIsr('', '1'),
    minIsr('9', null),
    minIsr('10', null),
    { type: 'FeatureLevelRecord', name: ELR, level: 1 },
  ])
  expect(step.facts).toMatchObject([
    {
      text: '[QuorumController id=1] Generating cluster-level min.insync.replicas of 1. Removing broker-level min.insync.replicas for brokers: 9, 10.',
    },
  ])
})
