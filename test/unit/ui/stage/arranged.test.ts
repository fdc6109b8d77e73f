import { beforeEach, expect, test } from 'vitest'
import { arrangeAsItWas, arrangement, moveBy, turnHidden } from '~/store/arrangement'
import { arrangedShape } from '~/ui/stage/place/arranged'
import type { StageShape } from '~/ui/stage/place/layout'

const topic = (name: string) => ({ name, internal: false, partitions: [0] })
const shape: StageShape = {
  controllers: [],
  brokers: [1, 2, 3].map((id) => ({ id, process: `kafka-${id}` })),
  topics: [topic('orders'), topic('payments')],
  clients: [],
  groups: [],
}
const shown = () => {
  const { brokers, topics } = arrangedShape(shape, arrangement.getState())
  return [...brokers.map(({ id }) => `${id}`), ...topics.map(({ name }) => name)].join(' ')
}
const ROWS = ['broker/1', 'broker/2', 'broker/3']

beforeEach(arrangeAsItWas)

test('a stage that nobody arranged is as it was', () => {
  expect(arrangedShape(shape, arrangement.getState())).toBe(shape)
})

test('rows and columns are moved one place, and not beyond their ends', () => {
  moveBy(ROWS, 'broker/3', -1)
  expect(shown()).toBe('1 3 2 orders payments')
  moveBy(['topic/orders', 'topic/payments'], 'topic/orders', 1)
  expect(shown()).toBe('1 3 2 payments orders')
  moveBy(['broker/1', 'broker/3', 'broker/2'], 'broker/1', -1)
  expect(shown()).toBe('1 3 2 payments orders')
})

test('what is hidden is away until it is shown again; all comes back at once', () => {
  turnHidden('broker/2')
  turnHidden('topic/orders')
  expect(shown()).toBe('1 3 payments')
  turnHidden('broker/2')
  expect(shown()).toBe('1 2 3 payments')
  moveBy(ROWS, 'broker/3', -2)
  arrangeAsItWas()
  expect(shown()).toBe('1 2 3 orders payments')
})

test('a row that comes later stands behind those that were moved', () => {
  moveBy(ROWS, 'broker/1', 1)
  const later = { ...shape, brokers: [...shape.brokers, { id: 4, process: 'kafka-4' }] }
  const { brokers } = arrangedShape(later, arrangement.getState())
  expect(brokers.map(({ id }) => id)).toEqual([2, 1, 3, 4])
})
