import type { HostId } from '~/sim/ids'
import type { Link } from '~/sim/network'
import { linkBetween } from '~/sim/network'
import type { Offer, Order } from './offer'
import { offer } from './offer'
import type { FaultScene } from './targets'
import { hostsOf, nodesOf, targetName } from './targets'

/** What a slow, lossy or narrow link is like. */
const SLOW_MICROS = 200_000
const JITTER_MICROS = 50_000
const LOSS_PER_MILLE = 100
const BYTES_PER_SECOND = 20_000

/** A direction between two hosts. */
type Way = readonly [from: HostId, to: HostId]

const set = ([from, to]: Way, link: Partial<Link>): Order => ({ type: 'SetLink', from, to, link })

/** Changes of links, and what makes them as they are now again. */
export function changed(
  { world }: FaultScene,
  ways: readonly Way[],
  link: Partial<Link>,
): { readonly commands: readonly Order[]; readonly heals: readonly Order[] } {
  return {
    commands: ways.map((way) => set(way, link)),
    heals: ways.map(([from, to]) => {
      const now = linkBetween(world.network, from, to)
      const back: Partial<Link> = {
        ...('cut' in link ? { cut: now.cut } : {}),
        ...('latencyMicros' in link ? { latencyMicros: now.latencyMicros } : {}),
        ...('jitterMicros' in link ? { jitterMicros: now.jitterMicros } : {}),
        ...('lossPerMille' in link ? { lossPerMille: now.lossPerMille } : {}),
        ...('bytesPerSecond' in link ? { bytesPerSecond: now.bytesPerSecond } : {}),
      }
      return set([from, to], back)
    }),
  }
}

/** Both directions between one host and each of the others. */
export function around(host: HostId, others: readonly HostId[]): readonly Way[] {
  return others.flatMap((other): readonly Way[] =>
    other === host
      ? []
      : [
          [host, other],
          [other, host],
        ],
  )
}

/** Both directions between every host of one side and every one of the other. */
function between(side: readonly HostId[], others: readonly HostId[]): readonly Way[] {
  return side.flatMap((host) => around(host, others))
}

const SLOW = { latencyMicros: SLOW_MICROS, jitterMicros: JITTER_MICROS }
const slowValues = { ms: SLOW_MICROS / 1000, jitter: JITTER_MICROS / 1000 }

/** What can be done to the link of two hosts. */
export function linkOffers(scene: FaultScene, from: HostId, to: HostId): readonly Offer[] {
  const { network } = scene.world
  const name = targetName({ kind: 'link', from, to })
  const values = { from, to }
  const both: readonly Way[] = [
    [from, to],
    [to, from],
  ]
  const there = linkBetween(network, from, to)
  const back = linkBetween(network, to, from)
  const isCut = there.cut && back.cut
  const cut = changed(scene, both, { cut: true })
  const oneWay = (way: Way): Offer =>
    offer('cutOneWay', targetName({ kind: 'link', from: way[0], to: way[1] }), {
      values: { from: way[0], to: way[1] },
      ...changed(scene, [way], { cut: true }),
      refusal: linkBetween(network, ...way).cut ? 'isCut' : null,
    })
  const isOdd = [linkKeyOf(from, to), linkKeyOf(to, from)].some((key) => isChanged(scene, key))
  return [
    offer('cut', name, { values, ...cut, refusal: isCut ? 'isCut' : null }),
    oneWay([from, to]),
    oneWay([to, from]),
    offer('slowLink', name, {
      values: { ...values, ...slowValues },
      ...changed(scene, both, SLOW),
    }),
    offer('loseLink', name, {
      values: { ...values, loss: LOSS_PER_MILLE },
      ...changed(scene, both, { lossPerMille: LOSS_PER_MILLE }),
    }),
    offer('limitLink', name, {
      values: { ...values, bytes: BYTES_PER_SECOND },
      ...changed(scene, both, { bytesPerSecond: BYTES_PER_SECOND }),
    }),
    offer('mend', name, {
      values,
      commands: both.map((way) => set(way, wholeLink(way))),
      refusal: isOdd ? null : 'isWhole',
      isRepair: true,
    }),
    ...nameOffers(scene, from, to),
    ...nameOffers(scene, to, from),
  ]
}

/**
 * A client looks for a server at the address of another: what it was told is out of date. Where there
 * is no other, at its own. Fault N12.
 */
function nameOffers(scene: FaultScene, at: HostId, of: HostId): readonly Offer[] {
  const servers = nodesOf(scene).map(({ host }) => host)
  if (servers.includes(at) || !servers.includes(of)) return []
  const name = targetName({ kind: 'link', from: at, to: of })
  const right: Order = { type: 'SetName', at, of, leadsTo: null }
  if (scene.world.network.misled.has(linkKeyOf(at, of))) {
    return [
      offer('rightName', name, {
        values: { from: at, to: of },
        commands: [right],
        isRepair: true,
      }),
    ]
  }
  const leadsTo = servers[(servers.indexOf(of) + 1) % servers.length] ?? at
  return [
    offer('staleName', name, {
      values: { from: at, to: of, side: leadsTo },
      commands: [{ type: 'SetName', at, of, leadsTo: leadsTo === of ? at : leadsTo }],
      heals: [right],
    }),
  ]
}

const linkKeyOf = (from: HostId, to: HostId) => `${from}>${to}`

/** A link as it is where nobody changed it. */
function wholeLink([from, to]: Way): Partial<Link> {
  const isLoopback = from === to
  return {
    cut: false,
    latencyMicros: isLoopback ? 60 : 500,
    jitterMicros: isLoopback ? 20 : 200,
    lossPerMille: 0,
    bytesPerSecond: null,
  }
}

/** True when a direction is not as it is where nobody changed it. */
function isChanged({ world }: FaultScene, key: string): boolean {
  const link = world.network.links.get(key)
  if (link === undefined) return false
  return (
    link.cut || link.lossPerMille > 0 || link.latencyMicros > 500 || link.bytesPerSecond !== null
  )
}

/** What can be done to the network of one host: to all its links at once. */
export function networkOffers(scene: FaultScene, host: HostId, name: string): readonly Offer[] {
  const ways = around(host, hostsOf(scene))
  const refusal = ways.length === 0 ? 'isAlone' : null
  const isCutOff = ways.every(([from, to]) => linkBetween(scene.world.network, from, to).cut)
  return [
    offer('isolate', name, {
      ...changed(scene, ways, { cut: true }),
      refusal: refusal ?? (isCutOff ? 'isCut' : null),
    }),
    offer('slowNetwork', name, { values: slowValues, ...changed(scene, ways, SLOW), refusal }),
    offer('loseNetwork', name, {
      values: { loss: LOSS_PER_MILLE },
      ...changed(scene, ways, { lossPerMille: LOSS_PER_MILLE }),
      refusal,
    }),
    offer('limitNetwork', name, {
      values: { bytes: BYTES_PER_SECOND },
      ...changed(scene, ways, { bytesPerSecond: BYTES_PER_SECOND }),
      refusal,
    }),
  ]
}

/** Two sides that cannot hear each other: a rack, or what a line was drawn around. */
export function sidesOffer(
  scene: FaultScene,
  {
    verb,
    name,
    side,
  }: {
    readonly verb: 'isolate' | 'partition'
    readonly name: string
    readonly side: readonly HostId[]
  },
): Offer {
  const others = hostsOf(scene).filter((host) => !side.includes(host))
  const refusal = side.length === 0 || others.length === 0 ? 'isAlone' : null
  const values = { side: side.join(', '), others: others.join(', ') }
  return offer(verb, name, {
    values,
    ...changed(scene, between(side, others), { cut: true }),
    refusal,
  })
}
