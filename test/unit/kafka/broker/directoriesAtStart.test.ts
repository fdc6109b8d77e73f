import { expect, test } from 'vitest'
import { directoriesAtStart } from '~/kafka/broker/directoriesAtStart'
import {
  cleanShutdownMarks,
  cleanShutdownPath,
  forgetMarks,
  hasLoadedLogs,
} from '~/kafka/broker/lifecycle'
import { brokerEpoch } from '~/kafka/ids'
import { EMPTY_IMAGE } from '~/kafka/metadata/image'
import { contextAt } from '../../../support/fakeController'
import { booted } from '../../../support/replicaLab'

const { config } = booted(1, [])

/** A start with two log directories, /a and /b, of which some work, with the marks that they hold. */
function start(marks: Readonly<Record<string, number>>, working: readonly string[] = ['/a', '/b']) {
  const directories = working.map((dir) => ({ dir, id: `id-${dir}` }))
  const files = new Map(
    Object.entries(marks).map(([dir, epoch]) => {
      const content = { kind: 'cleanShutdown', brokerEpoch: brokerEpoch(epoch) } as const
      return [cleanShutdownPath(dir), content] as const
    }),
  )
  const ctx = { ...contextAt(0), readFile: (path: string) => files.get(path) }
  return directoriesAtStart({ ...config, logDirs: ['/a', '/b'], directories }, ctx)
}

test('C-10 the epoch of the last clean stop is known when all directories tell the same one', () => {
  expect(start({ '/a': 7, '/b': 7 }).brokerEpoch).toBe(7)
  expect(start({ '/a': 7, '/b': 8 }).brokerEpoch).toBe(-1)
  expect(start({ '/a': 7 }).brokerEpoch).toBe(-1)
  expect(start({}).brokerEpoch).toBe(-1)
  expect(start({ '/a': 7, '/b': 7 }, ['/a']).brokerEpoch).toBe(-1)
})

test('R-64 the marks stand until the logs are loaded, and a stop before leaves them as they are', () => {
  const { cleanDirs } = start({ '/b': 7 })
  expect(cleanDirs).toEqual(['/b'])
  const state = { ...booted(1, []), cleanDirs, image: EMPTY_IMAGE }
  expect(hasLoadedLogs(state)).toBe(false)
  expect(forgetMarks(state)).toEqual([{ type: 'DeleteFile', path: cleanShutdownPath('/b') }])
  expect(cleanShutdownMarks(state)).toEqual([])
  const loaded = { ...state, image: { ...EMPTY_IMAGE } }
  expect(cleanShutdownMarks(loaded)).toHaveLength(1)
})
