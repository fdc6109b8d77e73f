import { describe, expect, test } from 'vitest'
import { firstPicture } from '~/engine/opening'
import { currentFrame } from '~/store/frame'
import { openFurther, session } from '~/store/session'

describe('the first picture', () => {
  const picture = firstPicture()

  test('shows the cluster at work, with nothing on its way', () => {
    expect(picture.brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running'])
    const orders = picture.topics.find(({ name }) => name === 'orders')
    expect(orders?.partitions.map(({ isr }) => isr.length)).toEqual([3])
    expect([picture.messages, picture.quietMessages]).toEqual([[], []])
  })

  test('is plain data: the page gets it as JSON', () => {
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture)
  })

  test('is where the page arrives when it has opened its run', () => {
    while (!openFurther(() => 0, 1));
    expect(session.getState().isOpening).toBe(false)
    const { cluster } = currentFrame()
    expect({ ...cluster, messages: [], quietMessages: [] }).toEqual(picture)
  })
})
