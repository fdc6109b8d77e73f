import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import type { KafkaModel } from '~/kafka/model'
import type { Step } from '~/sim/world'
import { leaderOf, othersOf, part, quorumAt, quorumLab } from '../support/quorumLab'

/** How the nodes of a quorum reach each other. Node 1 is a broker; nodes 2, 3, 4 are the voters. */
interface Seen {
  readonly at: number
  readonly type: string
  readonly from: string
  readonly api: string
  readonly to: string
}

/** What is sent, and which connections fail. */
function watching() {
  const seen: Seen[] = []
  const observe = ({ facts }: Step<KafkaModel>) => {
    for (const { at, process, fact } of facts) {
      const isRequest = fact.type === 'MessageSent' && fact.kind === 'request'
      const rest = { at, from: process ?? '' }
      if (isRequest) seen.push({ ...rest, type: fact.type, api: fact.api, to: fact.to })
      if (fact.type === 'ConnectionFailed') {
        seen.push({ ...rest, type: fact.type, api: fact.connection, to: '' })
      }
    }
  }
  const lab = quorumLab({ observe })
  lab.passes(12)
  return { lab, seen }
}

test('a connection of the quorum begins with ApiVersions', () => {
  const { seen } = watching()
  const [two, three] = [serverProcess(2), serverProcess(3)]
  const sent = seen.filter(({ from, to }) => from === two && to === three)
  expect(sent[0]?.api).toBe('ApiVersions')
})

test('Q-54 a static voter that looks for a leader asks any of the voters, itself too', () => {
  const { seen } = watching()
  const asked = seen.filter(({ api, from }) => api === 'FetchMetadata' && from === serverProcess(2))
  const voters = [2, 3, 4].map(serverProcess)
  const firsts = new Set(asked.slice(0, 40).map(({ to }) => to))
  expect([...firsts].sort()).toEqual(voters)
})

test('Q-06 a voter that does not answer is asked one thing at a time', () => {
  const { lab } = watching()
  const leader = leaderOf(lab)
  const [one = 0] = othersOf(lab, leader)
  part(lab, [[leader], [one]])
  let most = 0
  lab.until(() => {
    const node = quorumAt(lab, leader)?.channel.nodes.get(String(one))
    most = Math.max(most, (node?.waiting.length ?? 0) + (node?.inFlight.length ?? 0))
    return false
  }, 10)
  expect(most).toBe(1)
})

test('a node that is gone is tried again after 50 ms, and then ever more seldom', () => {
  const { lab, seen } = watching()
  const leader = leaderOf(lab)
  const [one = 0] = othersOf(lab, leader)
  lab.command({ type: 'Kill', process: serverProcess(leader) })
  const killed = lab.world().now
  lab.passes(1.5)
  const tries = seen.filter(
    ({ type, from, api, at }) =>
      type === 'ConnectionFailed' &&
      from === serverProcess(one) &&
      api.includes('raft') &&
      at > killed,
  )
  const waits = tries.slice(1).map(({ at }, index) => (at - (tries[index]?.at ?? 0)) / 1000)
  expect(waits.length).toBeGreaterThanOrEqual(3)
  expect(waits.length).toBeLessThanOrEqual(6)
  const first = ((tries[0]?.at ?? 0) - killed) / 1000
  expect(first).toBeGreaterThanOrEqual(40)
  expect(first).toBeLessThan(120)
  expect(Math.max(...waits)).toBeLessThanOrEqual(500 + 60)
  expect(Math.max(...waits)).toBeGreaterThan(250)
  // Meanwhile it asks the others.
  const others = seen.filter(
    ({ type, from, api, at }) =>
      type === 'MessageSent' &&
      from === serverProcess(one) &&
      api === 'FetchMetadata' &&
      at > killed,
  )
  expect(others.length).toBeGreaterThanOrEqual(3)
})
