import { expect, test } from 'vitest'
import type { GroupState, GroupStep } from '~/kafka/group/groupRole'
import {
  bootGroups,
  onGroupAppended,
  onGroupPartitionElected,
  onGroupRequest,
  onGroupTimer,
} from '~/kafka/group/groupRole'
import type { KafkaTimer } from '~/kafka/model'
import type { Request, Response } from '~/kafka/protocol/rpc'
import type { JoinGroupRequest, JoinGroupResponse } from '~/kafka/protocol/rpc/group'
import { connectionId } from '~/sim/ids'
import { fakeContext } from '../../support/fakeContext'

/** Drives a coordinator directly: appends are committed at once, timers are kept by key. */
function coordinator() {
  let counter = 0
  let now = 0
  const ctx = () => fakeContext(now * 1000, (_, bound) => (counter += 1) % bound)
  let state: GroupState = bootGroups(
    {
      initialRebalanceDelayMs: 3000,
      minSessionTimeoutMs: 6000,
      maxSessionTimeoutMs: 1_800_000,
      maxSize: 2_147_483_647,
      offsetMetadataMaxBytes: 4096,
    },
    1,
  )
  const answers = new Map<number, Response>()
  const timers = new Map<string, { readonly at: number; readonly timer: KafkaTimer }>()
  const written: { readonly key: string; readonly value: string | null }[] = []
  const take = (step: GroupStep): void => {
    state = step.next
    for (const effect of step.effects) {
      if (effect.type === 'Reply' && effect.body !== null) {
        answers.set(effect.correlationId, effect.body as Response)
      }
      if (effect.type === 'SetTimer') {
        timers.set(effect.key, { at: now + effect.delayMicros / 1000, timer: effect.timer })
      }
      if (effect.type === 'CancelTimer') timers.delete(effect.key)
    }
    for (const { records, token } of step.appends) {
      written.push(...records)
      take(onGroupAppended(state, { token, error: 'NONE' }, ctx()))
    }
  }
  take(onGroupPartitionElected(state, { partition: 0, leaderEpoch: 0, records: [] }, ctx()))
  let correlationId = 0
  return {
    ask: (body: Request): number => {
      correlationId += 1
      const who = { connection: connectionId('c'), clientHost: '/127.0.0.1' }
      const call = { ...who, correlationId, unknown: [] }
      take(onGroupRequest(state, { ...call, body: body as JoinGroupRequest }, ctx()))
      return correlationId
    },
    answer: (id: number) => answers.get(id),
    pass: (ms: number): void => {
      const until = now + ms
      for (;;) {
        const due = [...timers]
          .filter(([, row]) => row.at <= until)
          .sort((a, b) => a[1].at - b[1].at)[0]
        if (due === undefined) break
        timers.delete(due[0])
        now = due[1].at
        take(onGroupTimer(state, due[1].timer, ctx()))
      }
      now = until
    },
    group: () => state.shards.get(0)?.groups.get('g'),
    written,
    reload: (): GroupState =>
      onGroupPartitionElected(
        bootGroups(state.config, 1),
        { partition: 0, leaderEpoch: 1, records: written },
        ctx(),
      ).next,
  }
}

const join = (memberId: string, clientId = 'c'): JoinGroupRequest => ({
  api: 'JoinGroup',
  groupId: 'g',
  sessionTimeoutMs: 45_000,
  rebalanceTimeoutMs: 300_000,
  memberId,
  groupInstanceId: null,
  protocolType: 'consumer',
  protocols: [
    {
      name: 'range',
      subscription: {
        topics: ['orders'],
        ownedPartitions: [],
        generationId: -1,
        rackId: null,
        userData: null,
      },
    },
  ],
  clientId,
  reason: null,
})

function joined(driver: ReturnType<typeof coordinator>, id: number): JoinGroupResponse {
  const body = driver.answer(id)
  if (body?.api !== 'JoinGroup') throw new Error('no answer to the join')
  return body
}

/** Brings one member in; returns its id. */
function enter(driver: ReturnType<typeof coordinator>): { id: string; join: number } {
  const first = joined(driver, driver.ask(join('')))
  expect(first.error).toBe('MEMBER_ID_REQUIRED')
  return { id: first.memberId, join: driver.ask(join(first.memberId)) }
}

const sync = (memberId: string, generationId: number): Request => ({
  api: 'SyncGroup',
  groupId: 'g',
  generationId,
  memberId,
  groupInstanceId: null,
  protocolType: 'consumer',
  protocolName: 'range',
  assignments: [{ memberId, assignment: [['orders', 0]] }],
})

test('G-26 the first join phase lasts the initial delay, then the leader gets the members', () => {
  const driver = coordinator()
  const member = enter(driver)
  driver.pass(2_999)
  expect(driver.answer(member.join)).toBeUndefined()
  driver.pass(1)
  const answer = joined(driver, member.join)
  expect(answer).toMatchObject({ error: 'NONE', generationId: 1, leader: member.id })
  expect(answer.members).toHaveLength(1)
  expect(driver.group()?.state).toBe('CompletingRebalance')
})

test('G-29 the group is stable once the assignment of the leader is committed', () => {
  const driver = coordinator()
  const member = enter(driver)
  driver.pass(3_000)
  const synced = driver.ask(sync(member.id, 1))
  expect(driver.answer(synced)).toMatchObject({ error: 'NONE', assignment: [['orders', 0]] })
  expect(driver.group()?.state).toBe('Stable')
})

test('G-24 a second member makes the first join again', () => {
  const driver = coordinator()
  const first = enter(driver)
  driver.pass(3_000)
  driver.ask(sync(first.id, 1))
  const second = enter(driver)
  expect(driver.group()?.state).toBe('PreparingRebalance')
  const beat = driver.ask({
    api: 'Heartbeat',
    groupId: 'g',
    generationId: 1,
    memberId: first.id,
    groupInstanceId: null,
  })
  expect(driver.answer(beat)).toMatchObject({ error: 'REBALANCE_IN_PROGRESS' })
  const again = driver.ask(join(first.id))
  expect(joined(driver, again)).toMatchObject({ error: 'NONE', generationId: 2 })
  expect(joined(driver, second.join)).toMatchObject({ error: 'NONE', generationId: 2 })
})

test('G-31 a silent member is removed after its session timeout', () => {
  const driver = coordinator()
  const member = enter(driver)
  driver.pass(3_000)
  driver.ask(sync(member.id, 1))
  driver.pass(44_999)
  expect(driver.group()?.state).toBe('Stable')
  driver.pass(1)
  expect(driver.group()).toMatchObject({ state: 'Empty', generationId: 2 })
})

test('G-33 the last member that leaves empties the group', () => {
  const driver = coordinator()
  const member = enter(driver)
  driver.pass(3_000)
  driver.ask(sync(member.id, 1))
  const members = [{ memberId: member.id, groupInstanceId: null, reason: null }]
  const left = driver.ask({ api: 'LeaveGroup', groupId: 'g', members })
  expect(driver.answer(left)).toMatchObject({ error: 'NONE', members: [{ error: 'NONE' }] })
  expect(driver.group()).toMatchObject({ state: 'Empty', generationId: 2 })
})

test('6.1 commits are checked against the generation and survive a reload with the group', () => {
  const driver = coordinator()
  const member = enter(driver)
  driver.pass(3_000)
  driver.ask(sync(member.id, 1))
  const commit = (generation: number): Request => ({
    api: 'OffsetCommit',
    groupId: 'g',
    generationIdOrMemberEpoch: generation,
    memberId: member.id,
    groupInstanceId: null,
    partitions: [
      {
        topic: 'orders',
        partition: 0,
        committedOffset: 7,
        committedLeaderEpoch: 0,
        metadata: '',
      },
    ],
  })
  const refused = driver.ask(commit(9))
  expect(driver.answer(refused)).toMatchObject({ partitions: [{ error: 'ILLEGAL_GENERATION' }] })
  const taken = driver.ask(commit(1))
  expect(driver.answer(taken)).toMatchObject({ partitions: [{ error: 'NONE' }] })
  const shard = driver.reload().shards.get(0)
  expect(shard?.groups.get('g')).toMatchObject({ state: 'Stable', generationId: 1 })
  expect([...(shard?.offsets.get('g')?.values() ?? [])]).toMatchObject([{ offset: 7 }])
})

test('6.2 nothing committed is -1 without an error', () => {
  const driver = coordinator()
  const asked = driver.ask({
    api: 'OffsetFetch',
    groupId: 'absent',
    memberId: null,
    memberEpoch: -1,
    partitions: [{ topic: 'orders', partition: 0 }],
    requireStable: true,
  })
  expect(driver.answer(asked)).toMatchObject({
    error: 'NONE',
    partitions: [{ committedOffset: -1, error: 'NONE' }],
  })
})
