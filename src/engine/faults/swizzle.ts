import type { RandomState } from '~/sim/random'
import { draw, firstState } from '~/sim/random'
import type { HostId } from '~/sim/ids'
import { around, changed } from './links'
import type { Offer, Order } from './offer'
import { offer } from './offer'
import type { FaultScene } from './targets'
import { hostsOf } from './targets'

/** From one host to the next, µs. */
const STEP_MICROS = 2_000_000

/** Draws one after the other; the same at the same instant of the same run. */
function dice({ world }: FaultScene, name: string): (bound: number) => number {
  let state: RandomState = firstState(world.seed, `swizzle/${name}/${world.eventCount}`)
  return (bound) => {
    const drawn = draw(state, bound)
    state = drawn.state
    return drawn.value
  }
}

function shuffled<T>(rows: readonly T[], roll: (bound: number) => number): readonly T[] {
  const left = [...rows]
  return rows.map(() => left.splice(roll(left.length), 1)).flat()
}

/**
 * Some of the hosts, drawn, are cut off one after the other, and come back one after the other, in
 * another order: a network that is rolled out anew. Fault N11, "swizzle clog".
 */
export function swizzleOffer(scene: FaultScene, name: string, among: readonly HostId[]): Offer {
  const others = hostsOf(scene)
  const roll = dice(scene, name)
  const drawn = among.filter(() => roll(2) === 0)
  const gone = shuffled(drawn.length === 0 ? among.slice(0, 1) : drawn, roll)
  const back = shuffled(gone, roll)
  const at = (index: number, commands: readonly Order[]): readonly Order[] =>
    commands.map((command) => ({ type: 'Schedule', delayMicros: index * STEP_MICROS, command }))
  const cuts = gone.flatMap((host, index) =>
    at(index, changed(scene, around(host, others), { cut: true }).commands),
  )
  const mends = back.flatMap((host, index) => {
    const still = back.slice(index + 1)
    const whole = others.filter((other) => !still.includes(other))
    return at(gone.length + index, changed(scene, around(host, whole), { cut: true }).heals)
  })
  return offer('swizzle', name, {
    values: { hosts: gone.length, seconds: (2 * gone.length * STEP_MICROS) / 1_000_000 },
    commands: [...cuts, ...mends],
    heals: gone.flatMap((host) => changed(scene, around(host, others), { cut: true }).heals),
    refusal: among.length === 0 || others.length < 2 ? 'isAlone' : null,
  })
}
