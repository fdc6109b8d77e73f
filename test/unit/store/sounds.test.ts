import { expect, test } from 'vitest'
import { MOMENT_KINDS } from '~/kafka/momentKinds'
import { openFurther } from '~/store/session'
import { soundOf, soundsBetween } from '~/store/sounds'

test('an alert is heard as an alert, whatever it is; in passing, few kinds are heard', () => {
  const alerts = MOMENT_KINDS.map((kind) => soundOf({ kind, severity: 'alert' }))
  expect(new Set(alerts)).toEqual(new Set(['alert']))
  const heard = MOMENT_KINDS.filter((kind) => soundOf({ kind, severity: 'notice' }) !== null)
  expect(heard).toEqual(['controllerElected', 'leaderChanged', 'recordCommitted'])
})

test('each sound of a stretch is heard once, appended records only at its end', () => {
  while (!openFurther(() => 0, 1));
  expect(soundsBetween(0, 0)).toEqual(new Set())
  expect(soundsBetween(0, 300)).toEqual(new Set(['leader']))
})
