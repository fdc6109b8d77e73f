import { Map } from '~/base/persistentMap'
import { expect, test } from 'vitest'
import { describeConfigs } from '~/kafka/broker/describeConfigs'
import { serverConfig } from '~/kafka/config/effective'
import { nodeId } from '~/kafka/ids'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'

const source = { file: null, line: null }
const settings = serverConfig({
  kind: 'server',
  nodeId: nodeId(1),
  roles: ['broker'],
  clusterId: 'c',
  properties: {
    'node.id': { value: '1', source },
    'log.retention.minutes': { value: '90', source },
  },
})

function described(configs: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const rows = Object.entries(configs).map(([key, row]) => [key, Map(Object.entries(row))] as const)
  const image = { ...EMPTY_IMAGE, configs: Map(rows) }
  const { results } = describeConfigs(
    { image, config: { nodeId: nodeId(1), settings }, loggers: [] },
    {
      api: 'DescribeConfigs',
      resources: [{ type: 'BROKER', name: '1', keys: null }],
      includeSynonyms: true,
    },
  )
  return (name: string) => results[0]?.configs.find((config) => config.name === name)
}

test('CFG-03 a node describes its id as that of its broker, and no internal settings', () => {
  const of = described({})
  expect(of('broker.id')?.value).toBe('1')
  expect(of('log.initial.task.delay.ms')).toBeUndefined()
  expect(of('log.retention.minutes')?.value).toBe('90')
})

test('CFG-04 a dynamic time puts that of the file in another unit aside', () => {
  const of = described({ 'BROKER:': { 'log.retention.ms': '5' } })
  expect(of('log.retention.ms')?.value).toBe('5')
  expect(of('log.retention.minutes')?.value).toBeNull()
  expect(of('log.retention.hours')?.value).toBe('168')
})

test('CFG-05 a setting of one listener is known by the name without it', () => {
  const name = 'listener.name.plaintext.ssl.keystore.location'
  const of = described({ 'BROKER:1': { [name]: '/x', 'no.such.key': 'y' } })
  expect(of(name)).toMatchObject({ value: '/x', isSensitive: false })
  expect(of('no.such.key')).toMatchObject({ value: null, isSensitive: true })
})
