import { nodeId } from '~/kafka/ids'
import { processId } from '~/sim/ids'
import { configOfProcess } from '~/views/configView'
import { isUp } from '~/views/servers'
import type { FactRow } from '../why/lookBack'
import type { Draft, Need } from './draft'
import { need } from './draft'
import type { Scene } from './scene'
import { serverOf } from './scene'

const OF_LIFE: readonly FactRow['fact']['type'][] = [
  'ProcessKilled',
  'ProcessPaused',
  'ProcessExited',
  'ProcessStarted',
  'ProcessResumed',
]

/** True for the facts of a process's life. */
export function isLifeOf(process: string): (row: FactRow) => boolean {
  return (row) => row.process === process && OF_LIFE.includes(row.fact.type)
}

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

/** Why the controller keeps a broker out. C-13. Kafka: BrokerHeartbeatManager.calculateNextBrokerState. */
export function brokerNotIn(scene: Scene, id: number): Draft {
  const process = serverOf(scene, id)?.process ?? `kafka-${id}`
  const contact = contactOf(scene, id)
  const offsets = scene.controller?.state.controller?.registrationOffsets
  const required = offsets?.get(nodeId(id)) ?? 0
  const replayed = contact?.toldOffset ?? -1
  const values = { broker: id }
  return {
    asked: 'brokerNotIn',
    values,
    needs: [
      runsNeed(scene, process),
      need('hasController', scene.controller !== null),
      need('registered', scene.image.brokers.has(nodeId(id)), values),
      need('beats', (contact?.lastContactMs ?? null) !== null, values),
      need('replayed', replayed >= required, { broker: id, actual: replayed, required }),
      need('nextBeat', false, values),
    ],
    blames: (row) =>
      isLifeOf(process)(row) ||
      ((row.fact.type === 'BrokerFenced' || row.fact.type === 'BrokerRegistered') &&
        row.fact.broker === id),
    reads: 'BrokerUnfenced',
    settings: [['broker.heartbeat.interval.ms', { process }]],
  }
}

/** Why a silent broker still counts as alive: its session goes on. C-27. Kafka: hasValidSession. */
export function brokerNotFenced(scene: Scene, id: number): Draft {
  const process = serverOf(scene, id)?.process ?? `kafka-${id}`
  const last = contactOf(scene, id)?.lastContactMs ?? scene.nowMs
  const owner = scene.controller?.process ?? ''
  const name = 'broker.session.timeout.ms'
  const setting = configOfProcess(scene.world, owner).find((row) => row.name === name)
  const required = Number(setting?.value ?? 0)
  const actual = scene.nowMs - last
  return {
    asked: 'brokerNotFenced',
    values: { broker: id },
    needs: [
      need('hasController', scene.controller !== null),
      need('silentLong', actual > required, { broker: id, actual, required }),
    ],
    blames: isLifeOf(process),
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
