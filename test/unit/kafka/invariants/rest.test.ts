import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { leaderEpoch, nodeId, offset } from '~/kafka/ids'
import { isReader } from '~/kafka/invariants/clientChecks'
import type { KafkaWorld } from '~/kafka/model'
import { processId } from '~/sim/ids'
import { apply, nextDue, step } from '~/sim/step'
import { checkQuorumWatch } from '../../../support/checkQuorum'
import { leaderOf, othersOf, part, quorumLab } from '../../../support/quorumLab'
import { epochOf, notDecided } from '../../../support/quorumRest'
import { notSettled } from '../../../support/settled'
import {
  active,
  broker,
  controller,
  follower,
  leader,
  log,
  quorum,
  serverOf,
  sound,
  voter,
} from '../../../support/soundWorld'

const rule = (found: string | null) => found?.split(':')[0]

test('a quorum that leads, and is followed, is at rest', () => {
  expect(notDecided(sound)).toBeNull()
  expect(epochOf(sound)).toBe(serverOf(active).quorum?.epoch)
})

test('LV-01, LV-03 … LV-07, LV-10, LV-19 what is not at rest is named', () => {
  const alone = quorum(active, () => ({ role: { name: 'Unattached', leaderId: null } }))
  expect(rule(notDecided(alone))).toBe('LV-01')
  expect(epochOf(alone)).toBeNull()
  const fresh = quorum(active, () => ({ highWatermark: null }))
  expect(rule(notDecided(fresh))).toBe('LV-01')
  const body = { api: 'UnregisterBroker', error: 'NONE', errorMessage: null } as const
  const call = { connection: present([...sound.network.connections.keys()][0], 'a connection') }
  const waiting = controller(() => ({ deferred: [{ offset: 1, ...call, correlationId: 1, body }] }))
  expect(rule(notDecided(waiting))).toBe('LV-04')
  const changing = quorum(active, ({ log }) => ({
    log: { ...log, voterSets: [{ offset: log.endOffset, voters: [] }] },
  }))
  expect(rule(notDecided(changing))).toBe('LV-05')
  const apart = quorum(voter, ({ epoch }) => ({ epoch: leaderEpoch(epoch + 1) }))
  expect(rule(notDecided(apart))).toBe('LV-03')
  const behind = quorum(voter, () => ({ highWatermark: offset(1) }))
  expect(rule(notDecided(behind))).toBe('LV-06')
  const untold = broker(voter, ({ image }) => ({ image: { ...image, offset: 1 } }))
  expect(rule(notDecided(untold))).toBe('LV-10')
  const other = broker(voter, ({ image }) => ({
    image: { ...image, brokers: image.brokers.delete(nodeId(1)) },
  }))
  expect(rule(notDecided(other))).toBe('MC-03')
})

/** The sound world when nobody has written for two seconds. */
function quiet(): KafkaWorld {
  let world = apply(sound, { type: 'Kill', process: processId('producer-1') }).world
  const until = world.now + 2_000_000
  for (let due = nextDue(world); due !== null && due <= until; due = nextDue(world)) {
    world = step(world)?.world ?? world
  }
  return world
}

test('LV-15, LV-17, LV-23 what is written is committed, everywhere the same, and read', () => {
  const calm = quiet()
  expect(notSettled(calm)).toBeNull()
  expect(rule(notSettled(log(leader, () => ({ highWatermark: offset(1) }), calm)))).toBe('LV-15')
  expect(rule(notSettled(log(follower, () => ({ logEndOffset: offset(1) }), calm)))).toBe('LV-17')
  const id = processId('consumer-1')
  const process = present(calm.processes.get(id), 'it runs')
  if (!isReader(process.state)) throw new Error('it reads')
  const { consumer } = process.state
  const late = { consumer: { ...consumer, positions: consumer.positions.map(() => 1) } }
  const state = Object.assign({}, process.state, late)
  const behind = { ...calm, processes: calm.processes.set(id, { ...process, state }) }
  expect(rule(notSettled(behind))).toBe('LV-23')
})

test('KR-16 a leader that nobody fetches from does not lead on', () => {
  const told = (unprotected: readonly 'checkQuorum'[]) => {
    const look = checkQuorumWatch()
    const found = new Set<string>()
    const lab = quorumLab({
      unprotected,
      observe: ({ world, event }) => {
        const what = look(world, event.process)
        if (what !== null) found.add(what.slice(0, 5))
      },
    })
    lab.passes(12)
    const leader = leaderOf(lab)
    part(lab, [[leader], othersOf(lab, leader)])
    lab.passes(10)
    return [...found]
  }
  expect(told([])).toEqual([])
  expect(told(['checkQuorum'])).toEqual(['KR-16'])
})
