import type { Arrangement } from '~/store/arrangement'
import type { StageShape } from './layout'

/** The key of a row. */
export const rowKey = ({ id }: { readonly id: number }) => `broker/${id}`
/** The key of the columns of a topic. */
export const topicKey = ({ name }: { readonly name: string }) => `topic/${name}`

/** Things in the order that a person wished, the others behind in their own. */
export function inOrder<T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
  { order }: Pick<Arrangement, 'order'>,
): readonly T[] {
  if (order.length === 0) return things
  const place = (thing: T) => {
    const at = order.indexOf(keyOf(thing))
    return at < 0 ? order.length : at
  }
  return things.toSorted((a, b) => place(a) - place(b))
}

/** What is left of a stage when what is hidden is away, in the order that a person wished. */
export function arrangedShape(shape: StageShape, arrangement: Arrangement): StageShape {
  const { order, hidden } = arrangement
  if (order.length === 0 && hidden.length === 0) return shape
  const isShown = (key: string) => !hidden.includes(key)
  return {
    ...shape,
    brokers: inOrder(shape.brokers, rowKey, arrangement).filter((one) => isShown(rowKey(one))),
    topics: inOrder(shape.topics, topicKey, arrangement).filter((one) => isShown(topicKey(one))),
  }
}
