import { waitsForNow } from '~/kafka/broker/waitsFor'
import { messageId } from '~/sim/ids'
import { linkKey } from '~/sim/network'
import { isUp } from '~/views/servers'
import type { FactRow } from '../why/lookBack'
import { isLifeOf } from './blames'
import type { Draft } from './draft'
import { need } from './draft'
import type { Scene } from './scene'

const isSending = (id: number) => (row: FactRow) =>
  row.fact.type === 'MessageSent' && row.fact.message === id

/** Why a message that is on its way has not arrived. N4, N7. */
export function messageNotArrived(scene: Scene, id: number): Draft | null {
  const { network, now } = scene.world
  const message = network.inFlight.get(messageId(id))
  if (message === undefined || message.to === null) return null
  const { fromHost, toHost, arrivesAt, from, to } = message
  const isCut = network.links.get(linkKey(fromHost, toHost))?.cut === true
  const values = { from: scene.run.nameOf(from), to: scene.run.nameOf(to) }
  return {
    asked: 'messageNotArrived',
    values,
    needs: [
      need('linkOpen', !isCut, values),
      need('timeOver', false, {
        ...values,
        actual: millis(now),
        required: arrivesAt === null ? '–' : millis(arrivesAt),
      }),
    ],
    blames: (row) => (isCut ? isCutOf(row, fromHost, toHost) : isSending(id)(row)),
    reads: 'LinkChanged',
    settings: [],
  }
}

function isCutOf({ fact }: FactRow, from: string, to: string): boolean {
  return fact.type === 'LinkChanged' && fact.link.cut && fact.from === from && fact.to === to
}

/** Milliseconds with three digits, as the rulers show them. */
function millis(micros: number): string {
  return `${Math.trunc(micros / 1000)}.${String(micros % 1000).padStart(3, '0')}`
}

/** A request that arrived, and who is to answer it. */
export interface AskedRequest {
  readonly to: string
  readonly api: string
  /** `topic-n`, or null. */
  readonly partition: string | null
}

/** Why a request that arrived is not answered: what it waits for.. */
export function requestNotAnswered(scene: Scene, request: AskedRequest): Draft | null {
  const server = scene.servers.find(({ process }) => process === request.to)
  const broker = server?.state.broker
  if (server === undefined || broker === null || broker === undefined) return null
  const row = waitsForNow(broker).find(
    ({ api, topic, partition }) =>
      api === request.api &&
      (request.partition === null || `${topic}-${partition}` === request.partition),
  )
  if (row === undefined && isUp(server)) return null
  const { condition = 'highWatermark', current = 0, required = 0 } = row ?? {}
  const { api, to } = request
  return {
    asked: 'requestNotAnswered',
    values: { api, to: scene.run.nameOf(to) },
    needs: [
      need('processRuns', isUp(server), { name: scene.run.nameOf(to), status: server.status }),
      need('waitOver', false, { condition, actual: current, required }),
    ],
    blames: isUp(server) ? ({ fact }) => fact.type === 'RequestWaits' : isLifeOf(to),
    reads: 'RequestWaits',
    settings: [],
  }
}

/** Why a link carries nothing; null: it does in both directions. */
export function linkCarriesNothing(
  scene: Scene,
  ends: { readonly from: string; readonly to: string },
): Draft | null {
  const { from, to } = ends
  const { links } = scene.world.network
  const cut = [...links].filter(
    ([key, link]) => link.cut && (key === `${from}>${to}` || key === `${to}>${from}`),
  )
  if (cut.length === 0) return null
  return {
    asked: 'linkCarriesNothing',
    values: { from, to },
    needs: [need('linkOpen', false, { from, to })],
    blames: (row) => isCutOf(row, from, to) || isCutOf(row, to, from),
    reads: 'LinkChanged',
    settings: [],
  }
}
