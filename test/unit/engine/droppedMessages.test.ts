import { expect, test } from 'vitest'
import { droppedMessages } from '~/engine/droppedMessages'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { messageId } from '~/sim/ids'
import { newClusterProjection } from '~/views/projectCluster'

const SECOND = 1_000_000

/** Three nodes at work, up to where a Produce is on its way. */
function producing(): { readonly run: Run; readonly id: number } {
  const scenario = LIBRARY['three-nodes']
  if (scenario === undefined) throw new Error('the library has three-nodes')
  const run = startRun(scenario, 1, kafkaProgram)
  run.advance(8 * SECOND, 100_000)
  const project = newClusterProjection()
  for (let event = 0; event < 5_000; event += 1) {
    run.advance(60 * SECOND, 1)
    const found = project(run.world()).messages.find(
      ({ api, isResponse }) => api === 'Produce' && !isResponse,
    )
    if (found !== undefined) return { run, id: found.id }
  }
  throw new Error('a producer sends')
}

test('a dropped message stays where it stopped while its connection hangs, then it is given up', () => {
  const { run, id } = producing()
  expect(droppedMessages(run)).toEqual([])
  run.command({ type: 'DropMessage', message: messageId(id) })
  const at = run.now()
  const cursor = run.cursor()
  const [only, ...others] = droppedMessages(run)
  expect(others).toEqual([])
  expect(only).toMatchObject({ at, message: { id, api: 'Produce', isResponse: false } })
  expect(only?.message.sentAt).toBeLessThanOrEqual(at)
  // request.timeout.ms is 30 s: until then nobody knows.
  run.advance(at + 20 * SECOND, 100_000)
  expect(droppedMessages(run).map(({ message }) => message.id)).toEqual([id])
  run.advance(at + 40 * SECOND, 100_000)
  expect(droppedMessages(run)).toEqual([])
  run.seek(cursor)
  expect(droppedMessages(run).map(({ message }) => message.id)).toEqual([id])
  run.seek(cursor - 1)
  expect(droppedMessages(run)).toEqual([])
})
