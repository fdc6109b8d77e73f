import { expect, test } from 'vitest'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { actOn } from '~/engine/verbs'
import { explain } from '~/engine/why/explain'
import { FAMOUS } from '~/scenarios/library'
import { namesOf } from '~/views/processName'
import { loadWords, say, sayName } from '~/words/say'

const node = (nodeId: number, ...roles: readonly string[]) => ({ spec: { nodeId, roles } })

test('a node is named by its role, a combined one as a broker; clients keep their names', () => {
  const nameOf = namesOf([
    node(1, 'broker'),
    node(2, 'broker', 'controller'),
    node(3, 'controller'),
  ])
  expect(['kafka-1', 'kafka-2', 'kafka-3', 'shop'].map(nameOf)).toEqual([
    'Broker 1',
    'Broker 2',
    'Controller 3',
    'shop',
  ])
})

test('a controller is called so in both languages', async () => {
  await loadWords('zh')
  const values = { process: 'Controller 4' }
  expect(say('en', 'fact.ProcessKilled', values)).toBe('Controller 4 is killed')
  expect(say('zh', 'fact.ProcessKilled', values)).toContain('控制器 4')
})

test('things that machines tell of are named in Chinese too', () => {
  const named = (name: string) => [sayName('en', name), sayName('zh', name)]
  expect(named('orders-0 on broker 2')).toEqual(['orders-0 on broker 2', 'Broker 2 上的 orders-0'])
  expect(named('segment 40 of orders-0 on broker 2')[1]).toBe('Broker 2 上 orders-0 的日志段 40')
  expect(
    ['broker 1', 'node 4', 'controller 4', 'group billing', 'shop'].map((n) => named(n)[1]),
  ).toEqual(['Broker 1', '节点 4', '控制器 4', '组 billing', 'shop'])
})

test('what the scenario does by itself is said to be the scenario’s, what a person does is not', () => {
  const told = FAMOUS.find(({ scenario }) => scenario.id === 'leader-dies')
  if (told === undefined) throw new Error('there is a famous run leader-dies')
  const run = startRun(told.scenario, told.seed, kafkaProgram)
  run.advance(40_000_000, 1_000_000)
  const killed = (process: string) =>
    explain(run, (row) => row.fact.type === 'ProcessKilled' && row.process === process)
  const scripted = killed('kafka-1')
  expect(scripted?.because.at(-1)?.said).toMatchObject({ type: 'command', by: 'scenario' })
  actOn(run, 'crash', 'kafka-3')
  expect(killed('kafka-3')?.because.at(-1)?.said).toMatchObject({ type: 'command', by: 'person' })
})
