import { hostId, processId } from '~/sim/ids'
import { around, changed, sidesOffer } from './links'
import { statusOf } from './nodes'
import type { Offer, Order } from './offer'
import { offer } from './offer'
import { CORRUPTING, corruptOffer } from './storage'
import { swizzleOffer } from './swizzle'
import type { FaultScene, FaultTarget, SceneNode } from './targets'
import { hostsOf, nodesOf, targetName } from './targets'

const crash = ({ process }: SceneNode): Order => ({ type: 'Kill', process })
const startAgain = ({ process }: SceneNode): Order => ({
  type: 'AfterEnd',
  process,
  command: { type: 'Start', process },
})

/** Stands in a verb for a node that is not there; sentences then name none. */
const NOBODY = 'none'

/** What can be done to the controllers together. */
export function quorumOffers(scene: FaultScene): readonly Offer[] {
  const name = targetName({ kind: 'quorum' })
  const { controllers } = scene.cluster
  const leading = controllers.find(({ role, up }) => role === 'leader' && up)
  const active = nodesOf(scene).find(({ process }) => process === leading?.process)
  const refusal = active === undefined ? 'noActive' : null
  const values = { id: active?.id ?? NOBODY }
  return [
    offer('killActive', name, {
      values,
      commands: active === undefined ? [] : [crash(active)],
      heals: active === undefined ? [] : [startAgain(active)],
      refusal,
    }),
    offer('isolateActive', name, {
      values,
      ...(active === undefined
        ? {}
        : changed(scene, around(active.host, hostsOf(scene)), { cut: true })),
      refusal,
    }),
    majorityOffer(scene, name),
    swizzleOffer(
      scene,
      name,
      nodesOf(scene).map(({ host }) => host),
    ),
  ]
}

/** As many voters crash as it takes; the active controller is the last to go. */
function majorityOffer(scene: FaultScene, name: string): Offer {
  const voters = scene.cluster.controllers.filter(({ isVoter }) => isVoter)
  const up = voters
    .filter(({ process }) => statusOf(scene.world.processes.get(processId(process))) !== 'down')
    .toSorted((a, b) => Number(a.role === 'leader') - Number(b.role === 'leader'))
  const majority = Math.floor(voters.length / 2) + 1
  const count = up.length - majority + 1
  if (voters.length === 0 || count <= 0)
    return offer('loseMajority', name, { values: { nodes: NOBODY }, refusal: 'noMajority' })
  const gone = nodesOf(scene).filter(({ process }) =>
    up.slice(0, count).some((row) => row.process === process),
  )
  return offer('loseMajority', name, {
    values: { nodes: gone.map(({ id }) => id).join(', '), majority, all: voters.length },
    commands: gone.map(crash),
    heals: gone.map(startAgain),
  })
}

/** What can be done to a partition, by way of its leader. */
export function partitionOffers(
  scene: FaultScene,
  at: Omit<Extract<FaultTarget, { kind: 'partition' }>, 'kind'>,
): readonly Offer[] {
  const name = targetName({ kind: 'partition', ...at })
  const topic = scene.cluster.topics.find((row) => row.name === at.topic)
  const row = topic?.partitions.find(({ partition }) => partition === at.partition)
  const leader = nodesOf(scene).find(({ id }) => id === row?.leader)
  const keeper = nodesOf(scene).find(({ id }) => id === (at.broker ?? row?.leader))
  const corrupt =
    keeper === undefined
      ? CORRUPTING.map((verb) => offer(verb, name, { values: { name }, refusal: 'noLeader' }))
      : CORRUPTING.map((verb) => corruptOffer(scene, keeper, { ...at, verb }))
  return [
    ...leaderOffers(scene, { name, leader, verbs: ['crashLeader', 'isolateLeader'] }),
    ...corrupt,
  ]
}

interface LeaderWish {
  readonly name: string
  readonly leader: SceneNode | undefined
  readonly verbs: readonly ['crashLeader' | 'crashCoordinator', 'isolateLeader' | null]
}

function leaderOffers(scene: FaultScene, { name, leader, verbs }: LeaderWish): readonly Offer[] {
  const [crashes, isolates] = verbs
  const missing = crashes === 'crashLeader' ? ('noLeader' as const) : ('noCoordinator' as const)
  if (leader === undefined) {
    return verbs.flatMap((verb) =>
      verb === null ? [] : [offer(verb, name, { values: { id: NOBODY }, refusal: missing })],
    )
  }
  const isDown = statusOf(scene.world.processes.get(leader.process)) === 'down'
  const values = { id: leader.id }
  const crashed = offer(crashes, name, {
    values,
    commands: [crash(leader)],
    heals: [startAgain(leader)],
    refusal: isDown ? 'isDown' : null,
  })
  if (isolates === null) return [crashed]
  const ways = around(leader.host, hostsOf(scene))
  return [crashed, offer(isolates, name, { values, ...changed(scene, ways, { cut: true }) })]
}

/** What can be done to a group, by way of its coordinator. */
export function groupOffers(scene: FaultScene, id: string): readonly Offer[] {
  const group = scene.cluster.groups.find((row) => row.id === id)
  const leader = nodesOf(scene).find((node) => node.id === group?.coordinator)
  return leaderOffers(scene, { name: id, leader, verbs: ['crashCoordinator', null] })
}

/** What can be done to a rack. */
export function rackOffers(scene: FaultScene, rack: string): readonly Offer[] {
  const nodes = nodesOf(scene).filter((node) => node.rack === rack)
  const side = nodes.map(({ host }) => host)
  const up = nodes.filter(({ process }) => statusOf(scene.world.processes.get(process)) !== 'down')
  const crashed = offer('crash', rack, {
    commands: up.map(crash),
    heals: up.map(startAgain),
    refusal: up.length === 0 ? 'isDown' : null,
  })
  const cut = sidesOffer(scene, { verb: 'isolate', name: rack, side })
  return [crashed, cut, swizzleOffer(scene, rack, side)]
}

/** What a line drawn through the cluster does. */
export function lineOffers(scene: FaultScene, hosts: readonly string[]): readonly Offer[] {
  const name = targetName({ kind: 'line', hosts })
  const side = hosts.map(hostId)
  return [sidesOffer(scene, { verb: 'partition', name, side }), swizzleOffer(scene, name, side)]
}
