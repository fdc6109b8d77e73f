import { expect, test } from 'vitest'
import type { Tellable, Telling, Told } from '~/ui/app/nextTelling'
import { afterTelling, nextTelling } from '~/ui/app/nextTelling'

const START: Told = { index: 10, toldIndex: 10, moment: 2, at: 0 }
const PLAYING: Tellable = {
  index: 11,
  moment: 2,
  isMoment: false,
  isAlert: false,
  isPlaying: true,
  level: 'moments',
  at: 10_000,
}

/** What is heard of a few frames, one after the other. */
function heard(frames: readonly Partial<Tellable>[], begin: Partial<Tellable> = {}) {
  let told = START
  return frames.map((frame): Telling => {
    const now = { ...PLAYING, ...begin, ...frame }
    const telling = nextTelling(told, now)
    told = afterTelling(told, now, telling)
    return telling
  })
}

test('while time passes one moment is told in 2.5 s, and how many were not', () => {
  expect(
    heard([
      { index: 12, moment: 3, isMoment: true, at: 10_000 },
      { index: 20, moment: 4, isMoment: true, at: 11_000 },
      { index: 30, moment: 5, isMoment: true, at: 12_000 },
      { index: 40, moment: 5, at: 12_600 },
      { index: 50, moment: 5, at: 20_000 },
    ]),
  ).toEqual([{ type: 'moment', passed: 0 }, null, null, { type: 'moment', passed: 1 }, null])
})

test('who wishes to hear all is told how much went by', () => {
  expect(
    heard(
      [
        { index: 15, at: 10_000 },
        { index: 25, at: 11_000 },
        { index: 45, at: 13_000 },
      ],
      { level: 'all' },
    ),
  ).toEqual([{ type: 'events', count: 5 }, null, { type: 'events', count: 30 }])
})

test('an alert does not wait, and nothing is told to who wishes nothing', () => {
  const frames = [
    { index: 12, moment: 3, isMoment: true, at: 10_000 },
    { index: 13, moment: 4, isMoment: true, isAlert: true, at: 10_100 },
  ]
  expect(heard(frames)[1]).toEqual({ type: 'moment', passed: 0 })
  expect(heard(frames, { level: 'off' })).toEqual([null, null])
})

test('what was passed by hand or taken back is not told later', () => {
  expect(
    heard([
      { index: 60, moment: 9, isPlaying: false },
      { index: 61, moment: 9, at: 20_000 },
      { index: 5, moment: 1, isPlaying: false, at: 21_000 },
      { index: 6, moment: 2, isMoment: true, at: 30_000 },
    ]),
  ).toEqual([null, null, null, { type: 'moment', passed: 0 }])
})
