import { minIsrOf } from '~/kafka/broker/brokerState'
import { configOfProcess, configOfTopic } from '~/views/configView'
import type { FactRow } from '../why/lookBack'
import { isTooFewInSync } from '../why/refused'
import type { Draft, Need } from './draft'
import { need } from './draft'
import type { Place, Scene } from './scene'
import { isActive, leaderOf, list, nameOf, registrationOf } from './scene'

const changes = (at: Place) => (row: FactRow) =>
  row.fact.type === 'PartitionChanged' &&
  row.fact.topic === at.topic &&
  row.fact.partition === at.partition

/** Whether one of the ISR, or of the ELR, is alive; whether any other replica may lead. */
function electionNeeds(scene: Scene, at: Place): readonly Need[] {
  const row = registrationOf(scene, at)
  const alive = (ids: readonly number[]) => ids.filter((id) => isActive(scene, id))
  const unclean = settingOf(scene, at.topic, 'unclean.leader.election.enable')
  const isr = row?.isr ?? []
  const elr = row?.elr ?? []
  const others = alive(row?.replicas ?? [])
  return [
    need('someInSync', alive(isr).length > 0, { isr: list(isr), alive: list(alive(isr)) }),
    need('someEligible', alive(elr).length > 0, { elr: list(elr), alive: list(alive(elr)) }),
    need('uncleanAllowed', unclean === 'true' && others.length > 0, {
      actual: unclean,
      alive: list(others),
    }),
  ]
}

/** A topic's setting as it holds. */
function settingOf({ world }: Scene, topic: string, name: string): string {
  return configOfTopic(world, topic).find((row) => row.name === name)?.value ?? ''
}

/** Why nobody leads: any of three would be enough. C-43, C-47, C-48. Kafka: PartitionChangeBuilder.electLeader. */
export function partitionNoLeader(scene: Scene, at: Place): Draft {
  return {
    asked: 'partitionNoLeader',
    values: { partition: nameOf(at) },
    needs: electionNeeds(scene, at),
    blames: (row) =>
      changes(at)(row) && row.fact.type === 'PartitionChanged' && row.fact.leaderTo === null,
    reads: 'PartitionChanged',
    settings: [['unclean.leader.election.enable', { topic: at.topic }]],
  }
}

/** Why a leader was not chosen from those in sync. */
export function partitionNotClean(scene: Scene, at: Place): Draft {
  return {
    asked: 'partitionNotClean',
    values: { partition: nameOf(at) },
    needs: electionNeeds(scene, at),
    blames: (row) =>
      changes(at)(row) && row.fact.type === 'PartitionChanged' && row.fact.election === 'unclean',
    reads: 'PartitionChanged',
    settings: [['unclean.leader.election.enable', { topic: at.topic }]],
  }
}

/** A leader, and as many in sync as acks=all asks for. R-40. */
export function writeNeeds(scene: Scene, at: Place): readonly Need[] {
  const row = registrationOf(scene, at)
  const leader = leaderOf(scene, at)
  const isr = leader?.role.isr.length ?? row?.isr.length ?? 0
  const broker = leader?.server.state.broker ?? null
  const min =
    leader === null || broker === null
      ? Number(settingOf(scene, at.topic, 'min.insync.replicas'))
      : minIsrOf(broker, leader.replica)
  return [
    need('hasLeader', leader !== null, { partition: nameOf(at) }),
    need('enoughInSync', isr >= min, { actual: isr, required: min }),
  ]
}

/** Why a leader takes no writes that ask for all in sync. */
export function partitionRefuses(
  scene: Scene,
  at: Place,
  refused: { readonly actual: string; readonly required: string } | null = null,
): Draft {
  const numberIn = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0)
  const told =
    refused === null
      ? null
      : { actual: numberIn(refused.actual), required: numberIn(refused.required) }
  const [hasLeader] = writeNeeds(scene, at)
  return {
    asked: 'partitionRefuses',
    values: { partition: nameOf(at) },
    needs:
      told === null || hasLeader === undefined
        ? writeNeeds(scene, at)
        : [hasLeader, need('enoughInSync', told.actual >= told.required, told)],
    blames: (row) =>
      isTooFewInSync(row.fact) &&
      row.fact.topic === at.topic &&
      row.fact.partition === at.partition,
    reads: 'RequestRefused',
    settings: [['min.insync.replicas', { topic: at.topic }]],
  }
}

/** Why the first of the replica list does not lead. C-45. Kafka: maybeBalancePartitionLeaders. */
export function partitionNotPreferred(scene: Scene, at: Place): Draft | null {
  const row = registrationOf(scene, at)
  const [preferred] = row?.replicas ?? []
  if (row === null || preferred === undefined || row.leader === preferred) return null
  const process = scene.controller?.process ?? ''
  const balances = configOfProcess(scene.world, process).find(
    ({ name }) => name === 'auto.leader.rebalance.enable',
  )
  const values = { partition: nameOf(at), broker: preferred }
  return {
    asked: 'partitionNotPreferred',
    values,
    needs: [
      need('hasController', scene.controller !== null),
      need('unfenced', isActive(scene, preferred), values),
      need('inIsr', row.isr.includes(preferred), {
        ...values,
        isr: list(row.isr),
        elr: list(row.elr),
      }),
      need('balances', balances?.value === 'true', { actual: balances?.value ?? '–' }),
      need('nextBalance', false, values),
    ],
    blames: (fact) =>
      changes(at)(fact) &&
      fact.fact.type === 'PartitionChanged' &&
      fact.fact.leaderFrom !== fact.fact.leaderTo,
    reads: 'PartitionChanged',
    settings: [
      ['leader.imbalance.check.interval.seconds', { process }],
      ['leader.imbalance.per.broker.percentage', { process }],
    ],
  }
}
