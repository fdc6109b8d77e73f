import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { nodeId } from '~/kafka/ids'
import { makeProgram } from '~/kafka/program'
import type { Request } from '~/kafka/protocol/rpc'
import type { StorageFormat } from '~/kafka/serverSpec'
import { asker, asking } from '../support/asker'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, quorumAt, quorumLab, roleAt } from '../support/quorumLab'

/**
 * What a leader does as its voters become more or fewer. Node 1 is a broker; the controllers are
 * formatted with directory ids.
 */
const portOf = (id: number) => 29_092 + id

function labOf(controllers: number, formatOf: (id: number) => StorageFormat, onSent?: Sent) {
  const ids = Array.from({ length: controllers }, (_, index) => index + 2)
  return quorumLab({
    controllers,
    properties: {
      'controller.quorum.voters': '',
      'controller.quorum.bootstrap.servers': ids.map((id) => `localhost:${portOf(id)}`).join(','),
    },
    formatOf,
    program: makeProgram({ asker }),
    observe: ({ facts }) => {
      for (const { fact } of facts) {
        if (fact.type === 'MessageSent' && fact.kind === 'request') onSent?.(fact.api, fact.to)
      }
    },
  })
}

type Sent = (api: string, to: string) => void

function key(lab: QuorumLab, id: number) {
  const voterDirectoryId = quorumAt(lab, id)?.config.directoryId ?? ''
  return { clusterId: null, voterId: nodeId(id), voterDirectoryId }
}

function adding(lab: QuorumLab, id: number): Request {
  const listeners = [{ name: 'CONTROLLER', host: 'localhost', port: portOf(id) }]
  return { api: 'AddRaftVoter', ...key(lab, id), listeners }
}

function removing(lab: QuorumLab, id: number): Request {
  return { api: 'RemoveRaftVoter', ...key(lab, id) }
}

function votersAt(lab: QuorumLab, id: number): readonly number[] {
  return (
    quorumAt(lab, id)
      ?.log.voterSets.at(-1)
      ?.voters.map((voter) => voter.id) ?? []
  )
}

/** Controller 2 leads alone, controller 3 observes; then 3 is a voter too. */
function grown(onSent?: Sent): QuorumLab {
  const lab = labOf(2, (id) => ({ type: id === 2 ? 'standalone' : 'noInitialControllers' }), onSent)
  lab.passes(15)
  lab.command(asking('adds', portOf(2), adding(lab, 3)))
  expect(lab.until(() => votersAt(lab, 2).includes(3), 2)).toBe(true)
  return lab
}

test('Q-37 a leader that was alone tells the voter that it gets who leads', () => {
  let begun = 0
  const lab = grown((api, to) => {
    if (api === 'BeginQuorumEpoch' && to === serverProcess(3)) begun += 1
  })
  lab.passes(5)
  expect(begun).toBeGreaterThanOrEqual(4)
  expect(begun).toBeLessThanOrEqual(6)
})

test('Q-49 a leader that was alone resigns when the voter that it got does not fetch', () => {
  const lab = grown()
  lab.command({ type: 'Kill', process: serverProcess(3) })
  expect(lab.until(() => roleAt(lab, 2) === 'Resigned', 3.1)).toBe(true)
})

test('Q-49 a leader that is the only voter again needs nobody', () => {
  const lab = grown()
  lab.passes(2)
  const epoch = quorumAt(lab, 2)?.epoch
  lab.command(asking('removes', portOf(2), removing(lab, 3)))
  lab.passes(10)
  expect(votersAt(lab, 2)).toEqual([2])
  expect([roleAt(lab, 2), quorumAt(lab, 2)?.epoch]).toEqual(['Leader', epoch])
})

/** The leader of three removes itself while one of the two others is held up for so many seconds. */
function removedWhilePaused(seconds: number) {
  const voters = [2, 3, 4].map((id) => {
    return { id: nodeId(id), directoryId: `dir-${id}`, host: 'localhost', port: portOf(id) }
  })
  const lab = labOf(3, () => ({ type: 'initialControllers', voters }))
  lab.passes(15)
  const leader = leaderOf(lab)
  const process = serverProcess([2, 3, 4].find((id) => id !== leader) ?? 0)
  const epoch = quorumAt(lab, leader)?.epoch
  lab.command({ type: 'Pause', process })
  lab.command(asking('removes', portOf(leader), removing(lab, leader)))
  lab.passes(seconds)
  lab.command({ type: 'Resume', process })
  const isCommitted = () => {
    const { log, highWatermark } = quorumAt(lab, leader) ?? {}
    return (highWatermark ?? 0) > (log?.voterSets.at(-1)?.offset ?? Infinity)
  }
  lab.until(isCommitted, 2)
  lab.passes(2)
  return { leader, epoch, lab }
}

test('Q-87 a leader whose removal is committed in time resigns', () => {
  const { leader, lab } = removedWhilePaused(1)
  expect(roleAt(lab, leader)).not.toBe('Leader')
})

test('Q-87 a leader whose removal was given up before it was committed leads on', () => {
  const { leader, epoch, lab } = removedWhilePaused(2.1)
  expect(votersAt(lab, leader)).not.toContain(leader)
  expect([roleAt(lab, leader), quorumAt(lab, leader)?.epoch]).toEqual(['Leader', epoch])
})
