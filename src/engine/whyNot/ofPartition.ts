import { minIsrOf } from '~/kafka/broker/brokerState'
import { configOfProcess, configOfTopic } from '~/views/configView'
import { inSyncNumbers, isTooFewInSync } from '../why/refused'
import type { Changed } from './blames'
import { aliveBlames, isChangeOf, isElectionOf, isLossOfController, isLossOfLeader } from './blames'
import type { Draft, Need } from './draft'
import { missingOf, need } from './draft'
import type { Place, Scene } from './scene'
import { isActive, leaderOf, list, nameOf, registrationOf } from './scene'

/** Whether one of the ISR, or of the ELR, is alive; whether any other replica may lead. */
function electionNeeds(
  scene: Scene,
  at: Place,
  { isr, elr }: { readonly isr: readonly number[]; readonly elr: readonly number[] },
): readonly Need[] {
  const row = registrationOf(scene, at)
  const alive = (ids: readonly number[]) => ids.filter((id) => isActive(scene, id))
  const unclean = settingOf(scene, at.topic, 'unclean.leader.election.enable')
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
  const { isr = [], elr = [] } = registrationOf(scene, at) ?? {}
  return {
    asked: 'partitionNoLeader',
    values: { partition: nameOf(at) },
    needs: electionNeeds(scene, at, { isr, elr }),
    blames: isChangeOf(at, ({ leaderTo }) => leaderTo === null),
    reads: 'PartitionChanged',
    settings: [['unclean.leader.election.enable', { topic: at.topic }]],
  }
}

/** Why a leader was not chosen from those in sync, judged by who was alive when it was chosen. */
export function partitionNotClean(scene: Scene, fact: Changed): Draft {
  return {
    asked: 'partitionNotClean',
    values: { partition: nameOf(fact) },
    needs: electionNeeds(scene, fact, { isr: fact.isrFrom, elr: fact.elrFrom }),
    blames: (row) => row.fact === fact,
    reads: 'PartitionChanged',
    settings: [['unclean.leader.election.enable', { topic: fact.topic }]],
  }
}

/** A leader, and as many in sync as acks=all asks for. R-40. */
export function writeNeeds(scene: Scene, at: Place): readonly [Need, Need] {
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
  const told = refused === null ? null : inSyncNumbers(refused)
  const [hasLeader] = writeNeeds(scene, at)
  return {
    asked: 'partitionRefuses',
    values: { partition: nameOf(at), acks: hasLeader.isMet ? 'all' : 'any' },
    needs:
      told === null
        ? writeNeeds(scene, at)
        : [hasLeader, need('enoughInSync', told.actual >= told.required, told)],
    blames: hasLeader.isMet ? isRefusalOf(at) : isLossOfLeader(scene, at),
    reads: 'RequestRefused',
    settings: hasLeader.isMet
      ? [['min.insync.replicas', { topic: at.topic }]]
      : sessionSettings(scene),
  }
}

const isRefusalOf =
  (at: Place): Draft['blames'] =>
  ({ fact }) =>
    isTooFewInSync(fact) && fact.topic === at.topic && fact.partition === at.partition

/** What decides how long the cluster waits for a leader that is down. */
export function sessionSettings({ controller }: Scene): Draft['settings'] {
  return [['broker.session.timeout.ms', { process: controller?.process ?? '' }]]
}

/** Why the first of the replica list does not lead. C-45. Kafka: maybeBalancePartitionLeaders. */
export function partitionNotPreferred(scene: Scene, at: Place): Draft | null {
  const row = registrationOf(scene, at)
  const [preferred] = row?.replicas ?? []
  if (row === null || preferred === undefined || row.leader === preferred) return null
  const values = { partition: nameOf(at), broker: preferred }
  const isr = { ...values, isr: list(row.isr), elr: list(row.elr), from: 'isr' }
  const fit = [
    need('unfenced', isActive(scene, preferred), values),
    need('inIsr', row.isr.includes(preferred), isr),
  ]
  const isFit = missingOf(fit) === undefined
  const hasController = need('hasController', scene.controller !== null)
  return {
    asked: 'partitionNotPreferred',
    values,
    needs: [hasController, ...fit, ...balanceNeeds(scene, at)],
    blames: hasController.isMet
      ? (aliveBlames(fit, preferred) ?? isElectionOf(at))
      : isLossOfController(scene),
    reads: 'PartitionChanged',
    settings: isFit ? balanceSettings(scene) : [],
    ...(isFit ? {} : { isDecidedByBlamed: true as const }),
  }
}

/** What moves the lead to the first of the replica list. C-45. Kafka: maybeBalancePartitionLeaders. */
export function balanceNeeds(scene: Scene, at: Place): readonly Need[] {
  const balances = configOfProcess(scene.world, scene.controller?.process ?? '').find(
    ({ name }) => name === 'auto.leader.rebalance.enable',
  )
  return [
    need('balances', balances?.value === 'true', { actual: balances?.value ?? '–' }),
    need('nextBalance', false, { partition: nameOf(at) }),
  ]
}

/** The settings of the check that moves the lead. */
export function balanceSettings(scene: Scene): Draft['settings'] {
  const process = scene.controller?.process ?? ''
  return [
    ['leader.imbalance.check.interval.seconds', { process }],
    ['leader.imbalance.per.broker.percentage', { process }],
  ]
}
