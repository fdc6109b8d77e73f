import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { thingKey } from '~/engine/notes'
import { startRun } from '~/engine/run'
import { LIBRARY } from '~/scenarios/library'
import { quorumTimersOf } from '~/views/quorumTimers'

test('followers wait for a fetch, the leader for its quorum; each timer fires when it says', () => {
  const run = startRun(present(LIBRARY['three-nodes'], 'the library has it'), 1, kafkaProgram)
  run.advance(9_000_000, 200_000)
  const timers = quorumTimersOf(run.world())
  expect(timers.map(({ name }) => name).toSorted()).toEqual(['checkQuorum', 'fetch', 'fetch'])
  for (const { dueAt, setBy, setting } of timers) {
    expect(dueAt).toBeGreaterThan(run.now())
    expect(run.timeAt(setBy)).toBeLessThanOrEqual(run.now())
    expect(setting).toBe('controller.quorum.fetch.timeout.ms')
  }
  const leader = present(
    timers.find(({ name }) => name === 'checkQuorum'),
    'a leader waits',
  )
  run.command({ type: 'Kill', process: present(serverOf(leader.process), 'it is a process') })
  const [follower] = quorumTimersOf(run.world()).toSorted((a, b) => a.dueAt - b.dueAt)
  const due = present(follower, 'a follower waits').dueAt
  run.advance(due, 200_000)
  const asked = run
    .notes()
    .transitions.get(thingKey('quorumRole', `node ${nodeOf(follower?.process ?? '')}`))
  expect(asked?.at(-1)).toMatchObject({ at: due, fact: { event: 'fetchTimedOut' } })

  function serverOf(process: string) {
    return [...run.world().processes.keys()].find((id) => id === process)
  }
})

const nodeOf = (process: string) => process.replace('kafka-', '')
