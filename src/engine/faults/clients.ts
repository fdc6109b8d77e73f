import { hostId, messageId, processId } from '~/sim/ids'
import { networkOffers } from './links'
import { clockOffer, lifeOffers, statusOf, timingOffers } from './nodes'
import type { Offer, Order } from './offer'
import { offer } from './offer'
import type { FaultScene } from './targets'
import { targetName } from './targets'

const BURST = 50
const PROCESSING_MS = 2_000
const DELAY_MICROS = 250_000
const OVERTAKEN_MICROS = 1_000_000

/** What can be done to a producer, a consumer or a tool. */
export function clientOffers(scene: FaultScene, name: string): readonly Offer[] {
  const client = scene.cluster.clients.find((row) => row.process === name)
  if (client === undefined) return []
  const process = processId(name)
  const isConsumer = client.kind === 'consumer'
  const life = lifeOffers(scene, process, {
    stop: isConsumer ? 'leave' : 'stop',
    restarts: false,
  })
  return [
    ...life,
    ...workOffers(scene, process),
    ...timingOffers(scene, process),
    ...networkOffers(scene, hostId(client.host), name),
  ]
}

/** What changes how a scenario's client works; tools of the command line have no such handle. */
function workOffers(scene: FaultScene, process: ReturnType<typeof processId>): readonly Offer[] {
  const { world } = scene
  const row = world.processes.get(process)
  if (row === undefined || row.spec.kind !== 'client') return []
  const refusal = statusOf(row) === 'down' ? 'isDown' : null
  const set = (name: string, value: number): Order => ({
    type: 'Call',
    process,
    call: { type: 'Set', name, value },
  })
  if (row.spec.program === 'workload-producer') {
    return [
      offer('burst', process, {
        values: { count: BURST },
        commands: [set('send', BURST)],
        refusal,
      }),
      offer('skewKeys', process, {
        commands: [set('keySkew', 1000)],
        heals: [set('keySkew', 0)],
        refusal,
      }),
      clockOffer(scene, process),
    ]
  }
  if (row.spec.program !== 'workload-consumer') return []
  return [
    offer('slowProcessing', process, {
      values: { ms: PROCESSING_MS },
      commands: [set('processingMs', PROCESSING_MS)],
      heals: [set('processingMs', 0)],
      refusal,
    }),
    offer('rebalance', process, { commands: [set('rebalance', 1)], refusal }),
    offer('stopCommitting', process, {
      commands: [set('commits', 0)],
      heals: [set('commits', 1)],
      refusal,
    }),
  ]
}

/** What can be done to a message on its way. Part D: what TCP makes of it. */
export function messageOffers({ world }: FaultScene, id: number): readonly Offer[] {
  const message = messageId(id)
  const found = world.network.inFlight.get(message)
  if (found === undefined) return []
  const name = targetName({ kind: 'message', id })
  const isHeld = found.arrivesAt === null
  const isThere = found.arrivesAt !== null && found.arrivesAt < world.now
  const onWay = isHeld ? ('isHeld' as const) : isThere ? ('hasArrived' as const) : null
  const values = { api: found.body?.api ?? found.kind }
  const isAnswer = found.kind === 'response'
  return [
    offer('drop', name, { values, commands: [{ type: 'DropMessage', message }] }),
    offer('delay', name, {
      values: { ...values, ms: DELAY_MICROS / 1000 },
      commands: [{ type: 'DelayMessage', message, byMicros: DELAY_MICROS }],
      refusal: onWay,
    }),
    offer('duplicate', name, { values, commands: [{ type: 'DuplicateMessage', message }] }),
    offer('reorder', name, {
      values: { ...values, ms: OVERTAKEN_MICROS / 1000 },
      commands: [{ type: 'ReorderMessage', message, byMicros: OVERTAKEN_MICROS }],
      refusal: isAnswer ? 'isAnswer' : onWay,
    }),
  ]
}
