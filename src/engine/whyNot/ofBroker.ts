import type { BrokerLifecycleState } from '~/kafka/broker/brokerLifecycle.machine'
import type { BrokerState } from '~/kafka/broker/brokerState'
import { nodeId } from '~/kafka/ids'
import { processId } from '~/sim/ids'
import { configOfProcess } from '~/views/configView'
import { isUp } from '~/views/servers'
import { serverProcess } from '../build'
import { isFencingOf, isLifeOf, isLossOfController } from './blames'
import type { Draft, Need } from './draft'
import { missingOf, need } from './draft'
import type { Scene } from './scene'
import { serverOf } from './scene'

/** Whether a process does anything. */
export function runsNeed({ world, run }: Scene, process: string): Need {
  const status = world.processes.get(processId(process))?.status
  return need('processRuns', status === 'running', {
    name: run.nameOf(process),
    status: status ?? 'none',
  })
}

function contactOf({ controller }: Scene, id: number) {
  return controller?.state.controller?.contacts.get(nodeId(id)) ?? null
}

/** Lifecycles of a broker that stops. */
const STOPS: readonly BrokerLifecycleState[] = ['PENDING_CONTROLLED_SHUTDOWN', 'SHUTTING_DOWN']

/** What a broker must have done since it started. */
function registrationNeeds(
  { image }: Scene,
  id: number,
  broker: BrokerState | null,
): readonly Need[] {
  const registered = image.brokers.get(nodeId(id))
  const isOfThisLife = broker !== null && registered?.incarnationId === broker.incarnationId
  const isLeaving = broker !== null && STOPS.includes(broker.lifecycle)
  const values = { broker: id }
  return [need('registered', isOfThisLife, values), need('notLeaving', !isLeaving, values)]
}

/** What the controller must have heard of a broker. */
function heartbeatNeeds(scene: Scene, id: number): readonly Need[] {
  const contact = contactOf(scene, id)
  const offsets = scene.controller?.state.controller?.registrationOffsets
  const required = offsets?.get(nodeId(id)) ?? 0
  const replayed = contact?.toldOffset ?? -1
  const lastContact = contact?.lastContactMs ?? null
  return [
    need('beats', lastContact !== null, { broker: id }),
    need('replayed', replayed >= required, { broker: id, actual: replayed, required }),
    need('nextBeat', false, { broker: id }),
  ]
}

/** Why the controller keeps a broker out. C-13. Kafka: BrokerHeartbeatManager.calculateNextBrokerState. */
export function brokerNotIn(scene: Scene, id: number): Draft {
  const server = serverOf(scene, id)
  const process = server?.process ?? serverProcess(id)
  const needs = [
    runsNeed(scene, process),
    need('hasController', scene.controller !== null),
    ...registrationNeeds(scene, id, server?.state.broker ?? null),
    ...heartbeatNeeds(scene, id),
  ]
  const missing = missingOf(needs)?.key
  // While none of its heartbeats arrives it does not matter how often it sends them.
  const isNextAwaited = missing === 'replayed' || missing === 'nextBeat'
  return {
    asked: 'brokerNotIn',
    values: { broker: id },
    needs,
    blames:
      missing === 'hasController'
        ? isLossOfController(scene)
        : (row) => isLifeOf(process)(row) || isFencingOf(id)(row),
    reads: 'BrokerUnfenced',
    settings: isNextAwaited ? [['broker.heartbeat.interval.ms', { process }]] : [],
    isDecidedByBlamed: true,
  }
}

/** Why a silent broker still counts as alive: its session goes on. C-27. Kafka: hasValidSession. */
export function brokerNotFenced(scene: Scene, id: number): Draft {
  const process = serverOf(scene, id)?.process ?? serverProcess(id)
  const last = contactOf(scene, id)?.lastContactMs ?? scene.nowMs
  const owner = scene.controller?.process ?? ''
  const name = 'broker.session.timeout.ms'
  const setting = configOfProcess(scene.world, owner).find((row) => row.name === name)
  const required = Number(setting?.value ?? 0)
  const actual = scene.nowMs - last
  const hasController = need('hasController', scene.controller !== null)
  return {
    asked: 'brokerNotFenced',
    values: { broker: id },
    needs: [hasController, need('silentLong', actual > required, { broker: id, actual, required })],
    blames: hasController.isMet ? isLifeOf(process) : isLossOfController(scene),
    reads: 'BrokerFenced',
    settings: [[name, { process: owner }]],
  }
}

/** What is to be asked of a broker at this instant. */
export function ofBroker(scene: Scene, id: number): readonly Draft[] {
  const server = serverOf(scene, id)
  const registration = scene.image.brokers.get(nodeId(id))
  const isOut = registration === undefined || registration.fenced
  const isQuiet = server !== null && (!isUp(server) || server.status === 'paused')
  if (isOut) return [brokerNotIn(scene, id)]
  return isQuiet ? [brokerNotFenced(scene, id)] : []
}
