import { expect, test } from 'vitest'
import { nodeId } from '~/kafka/ids'
import { supportedRanges } from '~/kafka/protocol/features'
import type {
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '~/kafka/protocol/rpc/controller'
import { activeController, brokerRecords, request } from '../../../support/fakeController'

const LEVELS = [
  { type: 'FeatureLevelRecord', name: 'metadata.version', level: 27 },
  { type: 'FeatureLevelRecord', name: 'group.version', level: 1 },
] as const

const DIRECTORY = 'tEMrmV20UcTY4DExWbzRWw'
const OTHERS = 'W565nhVL969Xa140PkD59A'

/** All ranges but that of one feature. */
function without(feature: string): BrokerRegistrationRequest['features'] {
  return Object.fromEntries(Object.entries(supportedRanges()).filter(([name]) => name !== feature))
}

function answer(changes: Partial<BrokerRegistrationRequest>): string {
  const others = brokerRecords(1).map((record) => ({ ...record, logDirs: [OTHERS] }))
  const state = activeController([...LEVELS, ...others])
  const body: BrokerRegistrationRequest = {
    api: 'BrokerRegistration',
    brokerId: nodeId(9),
    clusterId: state.config.clusterId,
    incarnationId: 'incarnation-9',
    listeners: [],
    rack: null,
    logDirs: [DIRECTORY],
    features: supportedRanges(),
    previousBrokerEpoch: -1,
    ...changes,
  }
  return request<BrokerRegistrationResponse>(state, body).answer.error
}

test('C-11 a broker with a directory and all features registers', () => {
  expect(answer({})).toBe('NONE')
})

test('C-11 #4 directories must be there, its own, named once and not reserved', () => {
  expect(answer({ logDirs: [] })).toBe('INVALID_REGISTRATION')
  expect(answer({ logDirs: [DIRECTORY, DIRECTORY] })).toBe('INVALID_REGISTRATION')
  expect(answer({ logDirs: ['AAAAAAAAAAAAAAAAAAAAAQ'] })).toBe('INVALID_REGISTRATION')
  expect(answer({ logDirs: [OTHERS] })).toBe('INVALID_REGISTRATION')
})

test('C-11 #5 a finalized level outside the range of the broker is refused', () => {
  const features = { ...supportedRanges(), 'metadata.version': [7, 26] as const }
  expect(answer({ features })).toBe('UNSUPPORTED_VERSION')
  expect(answer({ features: without('group.version') })).toBe('UNSUPPORTED_VERSION')
})

test('C-11 #6 metadata.version must be among the features', () => {
  expect(answer({ features: without('metadata.version') })).toBe('INVALID_REGISTRATION')
})
