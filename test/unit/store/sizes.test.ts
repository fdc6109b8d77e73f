import { expect, test } from 'vitest'
import { readSizes, resize, sizes } from '~/store/sizes'

test('each breakpoint keeps sizes of its own', () => {
  resize('desktop', { secondHeight: 300 })
  resize('present', { secondHeight: 420 })
  resize('present', { inspectorWidth: 400 })
  const { desktop, present, tablet } = sizes.getState()
  expect(desktop).toEqual({ secondHeight: 300, inspectorWidth: null })
  expect(present).toEqual({ secondHeight: 420, inspectorWidth: 400 })
  expect(tablet).toEqual({ secondHeight: null, inspectorWidth: null })
  expect(readSizes(JSON.stringify(sizes.getState()))).toEqual(sizes.getState())
})

test('sizes that were kept before are those of a desktop; text that is not ours is none', () => {
  const old = readSizes('{"secondHeight":240,"inspectorWidth":"wide"}')
  expect(old.desktop).toEqual({ secondHeight: 240, inspectorWidth: null })
  expect(old.tablet).toEqual({ secondHeight: null, inspectorWidth: null })
  for (const text of [null, 'no', '3', 'null', '{"desktop":7}']) {
    expect(readSizes(text).desktop.secondHeight, String(text)).toBeNull()
  }
})
