import { expect, test } from 'vitest'
import { directoriesAtStart } from '~/kafka/broker/directoriesAtStart'
import { cleanShutdownPath } from '~/kafka/broker/lifecycle'
import { brokerEpoch } from '~/kafka/ids'
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

test('C-10 a mark is used up by the start that reads it', () => {
  const { effects, cleanDirs } = start({ '/b': 7 })
  expect(cleanDirs).toEqual(['/b'])
  expect(effects).toEqual([{ type: 'DeleteFile', path: cleanShutdownPath('/b') }])
})
