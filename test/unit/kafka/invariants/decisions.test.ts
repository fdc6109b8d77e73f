import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import { Map } from '~/base/persistentMap'
import type { Contact } from '~/kafka/controller/controllerState'
import { leaderEpoch, nodeId, offset, partitionEpoch, topicId } from '~/kafka/ids'
import type { BrokerRegistration, MetadataImage } from '~/kafka/metadata/image'
import type { KafkaWorld } from '~/kafka/model'
import type { Replica } from '~/kafka/broker/brokerState'
import type { Request } from '~/kafka/protocol/rpc'
import { CALL, sends } from '../../../support/sentWorld'
import {
  active,
  controller,
  follower,
  image,
  leader,
  registration,
  replica,
  rulesOf,
  serverOf,
  sound,
} from '../../../support/soundWorld'

const { image: known } = present(serverOf(active).controller, 'it controls')
const topic = present(
  [...known.topics.values()].find(({ name }) => name === 'orders'),
  'orders is there',
)
const placed = present(topic.partitions.get(0), 'orders-0 is there')
const broker = nodeId(active === 1 ? 2 : 1)

/** The metadata with another registration of a broker. */
const registered =
  (part: Partial<BrokerRegistration>) =>
  ({ brokers }: MetadataImage) => ({
    brokers: brokers.map((row, id) => (id === broker ? { ...row, ...part } : row)),
  })

/** A world in which the controller has heard something else of the broker. */
const heard = (part: Partial<Contact>, of: KafkaWorld) =>
  controller(
    ({ contacts }) => ({
      contacts: contacts.map((row, id) => (id === broker ? { ...row, ...part } : row)),
    }),
    of,
  )

const next = () => leaderEpoch(placed.leaderEpoch + 1)

test('LE-06 who may lead is not forgotten', () => {
  const isr = placed.isr.slice(0, 1)
  expect(rulesOf(registration(() => ({ isr })))).toContain('LE-06')
  expect(rulesOf(registration(() => ({ isr, elr: placed.isr.slice(1) })))).not.toContain('LE-06')
  // But where Kafka itself forgets it.
  const eligible = registration(() => ({ isr, elr: placed.isr.slice(1) }))
  const again = (part: Partial<typeof placed>) =>
    rulesOf(
      registration(() => ({
        isr,
        partitionEpoch: partitionEpoch(placed.partitionEpoch + 2),
        ...part,
      })),
      eligible,
    )
  expect(again({ elr: [] })).toContain('LE-06')
  const directories = placed.directories.map(() => 'another')
  expect(again({ elr: [], directories })).not.toContain('LE-06')
})

test('LE-09 the first of the assignment that may lead is elected', () => {
  const [one, other] = placed.replicas.filter((id) => id !== placed.leader)
  const isr = placed.isr.filter((id) => id !== placed.leader)
  const led = (by: typeof one | null) =>
    rulesOf(registration(() => ({ isr, leader: by ?? null, leaderEpoch: next() })))
  expect(led(other)).toContain('LE-09')
  expect(led(null)).toContain('LE-09')
  expect(led(one)).toEqual([])
})

test('LE-19 another min ISR clears who was eligible', () => {
  const config = Map([['min.insync.replicas', '1']])
  const changed = (elr: typeof placed.isr) =>
    rulesOf(
      image(({ configs, topics }) => ({
        configs: configs.set('TOPIC:orders', config),
        topics: topics.set(topic.id, {
          ...topic,
          partitions: topic.partitions.set(0, { ...placed, elr }),
        }),
      })),
    )
  expect(changed([nodeId(9)])).toContain('LE-19')
  expect(changed([])).toEqual([])
})

test('LE-21 a leader that may stay goes for the preferred one alone', () => {
  const [first, second = null] = placed.replicas
  const to = placed.leader === first ? second : first
  const moved = registration(() => ({
    leader: to ?? null,
    leaderEpoch: next(),
    isr: [present(to, 'another'), present(placed.leader, 'the leader')],
  }))
  expect(rulesOf(moved)).toContain('LE-21')
})

test('MC-11 the first replica that is up leads a new partition', () => {
  const created = (part: Partial<typeof placed>) => {
    const id = topicId('a new topic')
    const partitions = Map([[0, { ...placed, leader: placed.isr[0] ?? null, ...part }]])
    const at = { name: 'fresh', id, partitions }
    return rulesOf(image(({ topics }) => ({ topics: topics.set(id, at) })))
  }
  expect(created({})).toEqual([])
  expect(created({ leader: placed.isr[1] ?? null })).toContain('MC-11')
  expect(created({ replicas: [...placed.replicas, nodeId(9)] })).toContain('MC-11')
})

test('MC-05 a broker is not registered anew while its session is valid', () => {
  const again = registered({ incarnationId: 'another', fenced: true })
  expect(rulesOf(image(again))).toContain('MC-05')
  const silent = heard(
    { lastContactMs: 0 },
    image(() => ({})),
  )
  expect(rulesOf(image(again, silent), silent)).not.toContain('MC-05')
})

test('MC-06 who is let in has read of its registration', () => {
  const out = image(registered({ fenced: true }))
  const inside = image(registered({ fenced: false }), out)
  expect(rulesOf(inside, out)).not.toContain('MC-06')
  expect(rulesOf(heard({ toldOffset: -1 }, inside), out)).toContain('MC-06')
})

test('MC-08 a broker is fenced when its session is over, or it asks for it', () => {
  const out = registered({ fenced: true })
  expect(rulesOf(image(out))).toContain('MC-08')
  expect(rulesOf(heard({}, image(out)))).not.toContain('MC-08')
  const silent = heard(
    { lastContactMs: 0 },
    image(() => ({})),
  )
  expect(rulesOf(image(out, silent), silent)).not.toContain('MC-08')
})

test('LE-20 who stops is let go when all others know who leads instead', () => {
  const goes = heard(
    { controlledShutdownOffset: known.offset + 5 },
    image(() => ({})),
  )
  const gone = heard({}, image(registered({ fenced: true }), goes))
  expect(rulesOf(gone, goes)).toContain('LE-20')
})

type Leader = Extract<Replica['role'], { type: 'leader' }>

/** A world in which the leader of orders-0 has another role. */
const leading = (change: (role: Leader) => Partial<Leader>, of: KafkaWorld = sound) =>
  replica(
    leader,
    ({ role }) => (role.type === 'leader' ? { role: { ...role, ...change(role) } } : {}),
    of,
  )

/** What the leader knows of the follower, changed. */
const seen =
  (part: Partial<NonNullable<ReturnType<Leader['followers']['get']>>>) =>
  ({ followers }: Leader) => ({
    followers: followers.map((row, id) => (id === follower ? { ...row, ...part } : row)),
  })

const without = (ids: readonly number[]) => placed.isr.filter((id) => !ids.includes(id))

test('LE-14 who is to join the ISR has caught up', () => {
  const out = leading(() => ({ isr: without([follower]) }))
  const asking = (of: KafkaWorld) => leading(() => ({ pendingIsr: placed.isr }), of)
  expect(rulesOf(asking(out), out)).not.toContain('LE-14')
  const behind = leading(seen({ logEndOffset: 0 }), out)
  expect(rulesOf(asking(behind), behind)).toContain('LE-14')
  const former = leading(seen({ brokerEpoch: 1 }), out)
  expect(rulesOf(asking(former), former)).toContain('LE-14')
})

test('LE-15 who is to leave the ISR has not caught up for long', () => {
  const asking = (of: KafkaWorld) => leading(() => ({ pendingIsr: without([follower]) }), of)
  expect(rulesOf(asking(sound))).toContain('LE-15')
  const late = leading(seen({ logEndOffset: 0, lastCaughtUpMs: -60_000 }))
  expect(rulesOf(asking(late), late)).not.toContain('LE-15')
})

/** The world with a request on its way to the active controller. */
const asks = (body: Request): KafkaWorld =>
  sends(sound, { kind: 'request', from: leader, to: active, body })

test('LE-12 an ISR is accepted of the leader, of the newest epochs, of who is active', () => {
  const at = { topicId: topic.id, topic: 'orders', partition: 0 }
  const { leaderEpoch: led, partitionEpoch, isr, leader: by } = placed
  const wish = (part: { readonly leaderEpoch?: typeof led; readonly ids?: readonly number[] }) => {
    const ids = part.ids ?? isr
    const before = asks({
      api: 'AlterPartition',
      brokerId: nodeId(leader),
      brokerEpoch: present(known.brokers.get(nodeId(leader)), 'it is registered').epoch,
      partitions: [
        {
          ...at,
          leaderEpoch: part.leaderEpoch ?? led,
          partitionEpoch,
          newIsr: ids.map((id) => ({ id: nodeId(id), brokerEpoch: -1 })),
          leaderRecoveryState: 'RECOVERED',
        },
      ],
    })
    const done = { leader: by, leaderEpoch: led, isr, partitionEpoch }
    const answer = { error: 'NONE', ...at, ...done, leaderRecoveryState: 'RECOVERED' } as const
    const body = { api: 'AlterPartition', error: 'NONE', partitions: [answer] } as const
    const row = { offset: known.offset + 1, ...CALL, body }
    return rulesOf(
      controller(({ deferred }) => ({ deferred: [...deferred, row] }), before),
      before,
    )
  }
  expect(wish({})).toEqual([])
  expect(wish({ leaderEpoch: next() })).toContain('LE-12')
  expect(wish({ ids: [...isr, 9] })).toContain('LE-12')
  expect(wish({ ids: without([leader]) })).toContain('LE-12')
})

test('LR-09 who is eligible holds what is committed', () => {
  const newer = (part: Partial<typeof placed>) => {
    const partitions = topic.partitions.set(0, { ...placed, ...part })
    const topics = known.topics.set(topic.id, { ...topic, partitions })
    return controller(({ committed }) => ({
      committed: { ...committed, offset: committed.offset + 1, topics },
    }))
  }
  const raised = (of: KafkaWorld) =>
    replica(
      leader,
      ({ log }) => {
        const end = offset(log.logEndOffset + 7)
        return { log: { ...log, highWatermark: end, logEndOffset: end } }
      },
      of,
    )
  const eligible = newer({ isr: without([follower]), elr: [nodeId(follower)] })
  expect(rulesOf(raised(eligible), eligible)).toContain('LR-09')
  const gone = newer({ isr: without([follower]) })
  expect(rulesOf(raised(gone), gone)).not.toContain('LR-09')
})
