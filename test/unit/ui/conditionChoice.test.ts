import { expect, test } from 'vitest'
import { MACHINES } from '~/charts/machines'
import { MOMENT_KINDS } from '~/kafka/momentKinds'
import { GROUP_MACHINES } from '~/kafka/group/groups.machine'
import type { ConditionChoice } from '~/ui/kit/condition/conditionChoice'
import {
  choiceOf,
  conditionOf,
  FIRST_CHOICE,
  operatorsOf,
  PROPERTIES_OF,
  settled,
  valuesOf,
} from '~/ui/kit/condition/conditionChoice'
import { conditionText } from '~/ui/kit/condition/conditionText'
import { ERROR_CODES } from '~/views/errorCodes'
import { say } from '~/words/say'

const NAMES = {
  partitions: ['orders-0', 'orders-1'],
  brokers: ['1', '2'],
  controllers: ['3000'],
  groups: ['billing'],
}
const t = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) =>
  say('en', key, values)
const chosen = (part: Partial<ConditionChoice>) => settled({ ...FIRST_CHOICE, ...part }, NAMES)

test('a condition is made of its parts, and says them', () => {
  const below = conditionOf(chosen({ id: 'orders-0' }))
  expect(below).toEqual({
    type: 'property',
    subject: 'partition',
    id: 'orders-0',
    property: 'isrSize',
    operator: 'lt',
    value: 2,
  })
  expect(below === null ? '' : conditionText(t, below)).toBe('orders-0 · ISR size < 2')
  expect(conditionOf(chosen({ value: '' }))).toBeNull()
  const left = chosen({ property: 'leader', operator: 'eq', value: 'none' })
  expect(conditionOf(left)).toMatchObject({ property: 'leader', operator: 'eq', value: null })
  expect(conditionOf(chosen({ subject: 'transition' }))).toEqual({
    type: 'transition',
    machine: 'classicGroup',
    from: 'Stable',
    to: 'PreparingRebalance',
  })
})

test('parts that do not go with what is chosen become the first that do', () => {
  expect(chosen({ subject: 'broker', id: 'orders-0' })).toMatchObject({
    id: '',
    property: 'fenced',
    operator: 'eq',
    value: 'yes',
  })
  // A process is told of by its node: one of them is meant.
  expect(chosen({ subject: 'broker', property: 'process' })).toMatchObject({ id: '1' })
  expect(chosen({ subject: 'transition', machine: 'quorumRole' })).toMatchObject({
    from: '',
    to: '',
  })
})

test('every property has operators, and values or a number; every moment has a name', () => {
  for (const property of Object.values(PROPERTIES_OF).flat()) {
    expect(operatorsOf(property).length, property).toBeGreaterThan(0)
    expect(valuesOf(property, NAMES)?.length, property).not.toBe(0)
  }
  expect(valuesOf('momentKind', NAMES)?.toSorted()).toEqual(MOMENT_KINDS.toSorted())
})

test('conditions of runs that were saved before are said in parts, too', () => {
  expect(conditionText(t, { type: 'isrBelow', partition: null, size: 2 })).toBe(
    'any partition · ISR size < 2',
  )
  expect(conditionText(t, { type: 'refused', error: 'NOT_ENOUGH_REPLICAS' })).toBe(
    'any · error is NOT_ENOUGH_REPLICAS',
  )
  expect(conditionText(t, { type: 'brokerFenced', broker: 2 })).toBe('Broker 2 · fenced is yes')
})

test('every error that an answer may carry is offered, and every state of a group', () => {
  const errors = valuesOf('error', NAMES) ?? []
  expect(errors).toHaveLength(new Set(errors).size)
  expect(errors).toEqual(expect.arrayContaining([...ERROR_CODES]))
  expect(errors[0]).toBe('NOT_ENOUGH_REPLICAS')
  const machines = GROUP_MACHINES.map(({ id }) => MACHINES.find((one) => one.id === id)?.states)
  expect(valuesOf('state', NAMES)).toEqual([...new Set(machines.flatMap((states) => states ?? []))])
})

test('the fields show again what is looked for', () => {
  const choices = [
    chosen({ id: 'orders-0' }),
    chosen({ property: 'leader', operator: 'eq', value: 'none' }),
    chosen({ property: 'leader', operator: 'changes' }),
    chosen({ subject: 'transition', to: '' }),
    chosen({ subject: 'any', property: 'momentKind', value: 'isrShrunk' }),
  ]
  for (const choice of choices) {
    const condition = conditionOf(choice)
    const again = choiceOf(condition)
    expect(again === null ? null : conditionOf(settled(again, NAMES))).toEqual(condition)
  }
  expect(choiceOf({ type: 'refused', error: 'NOT_CONTROLLER' })).toBeNull()
})
