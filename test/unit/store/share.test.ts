import { expect, test } from 'vitest'
import { openFile, shareFile } from '~/store/share'
import { until, watchFor } from '~/store/until'

test('a run that is opened again is searched for the same; one without a wish for nothing', async () => {
  const none = shareFile()
  const condition = { type: 'moment', kind: 'isrShrunk' } as const
  watchFor(condition)
  const text = shareFile()
  expect(await openFile('none.json', none)).toBe(true)
  expect(until.getState().condition).toBeNull()
  expect(await openFile('run.json', text)).toBe(true)
  expect(until.getState().condition).toEqual(condition)
})
