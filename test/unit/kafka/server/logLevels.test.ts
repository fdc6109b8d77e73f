import { expect, test } from 'vitest'
import { nodeId } from '~/kafka/ids'
import type { LogLevels } from '~/kafka/server/logLevels'
import { alterLoggers, describedLoggers, startLevels } from '~/kafka/server/logLevels'

const node = {
  nodeId: nodeId(1),
  roles: ['broker'] as const,
  isAlone: false,
  levels: startLevels(),
}

function alter(
  levels: LogLevels,
  ...ops: readonly (readonly [name: string, value: string | null])[]
) {
  return alterLoggers(
    { ...node, levels },
    {
      type: 'BROKER_LOGGER',
      name: '1',
      ops: ops.map(([name, value]) => ({ name, op: value === null ? 'DELETE' : 'SET', value })),
    },
  )
}

const levelAt = (levels: LogLevels, name: string) =>
  describedLoggers({ ...node, levels }).find((row) => row.name === name)?.value

test('CFG-07 a logger without a level has that of its nearest ancestor', () => {
  const { levels } = alter(
    startLevels(),
    ['kafka.server.ReplicaManager', 'DEBUG'],
    ['root', 'WARN'],
  )
  expect(levelAt(levels, 'kafka.server.ReplicaManager')).toBe('DEBUG')
  expect(levelAt(levels, 'kafka.server.KafkaApis')).toBe('WARN')
  const back = alter(levels, ['kafka.server.ReplicaManager', null]).levels
  expect(levelAt(back, 'kafka.server.ReplicaManager')).toBe('WARN')
})

test('CFG-07 a change that is refused leaves every level as it was', () => {
  const refused = alter(startLevels(), ['root', 'WARN'], ['kafka.server.ReplicaManager', 'LOUD'])
  expect(refused.levels).toBe(node.levels)
  expect(refused.result.error).toBe('INVALID_CONFIG')
  expect(alter(startLevels(), ['no.such.logger', 'INFO']).result.errorMessage).toBe(
    'Logger no.such.logger does not exist!',
  )
  expect(alter(startLevels(), ['root', null]).result.error).toBe('INVALID_REQUEST')
})

test('CFG-07 a controller has loggers that a broker has not', () => {
  const names = (roles: readonly ('broker' | 'controller')[]) =>
    describedLoggers({ ...node, roles }).map(({ name }) => name)
  expect(names(['controller'])).toContain('org.apache.kafka.controller.QuorumController')
  expect(names(['broker'])).not.toContain('org.apache.kafka.controller.QuorumController')
  expect(names(['broker', 'controller'])).toEqual(
    [...new Set([...names(['broker']), ...names(['controller'])])].toSorted(),
  )
})
