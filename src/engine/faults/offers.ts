import { hostId } from '~/sim/ids'
import { clientOffers, messageOffers } from './clients'
import { groupOffers, lineOffers, partitionOffers, quorumOffers, rackOffers } from './control'
import { linkOffers } from './links'
import { nodeOffers } from './nodes'
import type { Offer } from './offer'
import type { FaultScene, FaultTarget } from './targets'
import { hostsOf, nodesOf } from './targets'

/** Everything that can be done to a target now, with what cannot be and why. EXPERIENCE (e). */
export function offersFor(scene: FaultScene, target: FaultTarget): readonly Offer[] {
  switch (target.kind) {
    case 'node': {
      const node = nodesOf(scene).find(({ process }) => process === target.process)
      return node === undefined ? [] : nodeOffers(scene, node)
    }
    case 'client':
      return clientOffers(scene, target.process)
    case 'link':
      return linkOffers(scene, hostId(target.from), hostId(target.to))
    case 'message':
      return messageOffers(scene, target.id)
    case 'partition':
      return partitionOffers(scene, target)
    case 'group':
      return groupOffers(scene, target.id)
    case 'rack':
      return rackOffers(scene, target.rack)
    case 'quorum':
      return quorumOffers(scene)
    case 'line':
      return lineOffers(scene, target.hosts)
  }
}

/** Every target of the scene that stays where it is (messages pass): for lists with a search. */
export function targetsOf(scene: FaultScene): readonly FaultTarget[] {
  const { cluster } = scene
  const racks = new Set(cluster.brokers.flatMap(({ rack }) => (rack === null ? [] : [rack])))
  const hosts = hostsOf(scene)
  return [
    { kind: 'quorum' },
    ...nodesOf(scene).map(({ id, process }): FaultTarget => ({ kind: 'node', id, process })),
    ...cluster.clients.map(({ process }): FaultTarget => ({ kind: 'client', process })),
    ...cluster.topics
      .filter(({ internal }) => !internal)
      .flatMap(({ name, partitions }) =>
        partitions.map(({ partition }): FaultTarget => ({
          kind: 'partition',
          topic: name,
          partition,
        })),
      ),
    ...cluster.groups.map(({ id }): FaultTarget => ({ kind: 'group', id })),
    ...[...racks].sort().map((rack): FaultTarget => ({ kind: 'rack', rack })),
    ...hosts.flatMap((from, at) =>
      hosts.slice(at + 1).map((to): FaultTarget => ({ kind: 'link', from, to })),
    ),
  ]
}
