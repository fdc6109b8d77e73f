import type { Consumer } from '../client/consumerState'
import type { Watch } from './watched'
import { broken } from './watched'

interface Reader {
  readonly kind: 'workload-consumer'
  readonly consumer: Consumer
}

function isReader(state: { readonly kind: string } | null): state is Reader {
  return state?.kind === 'workload-consumer'
}

/**
 * CC-10: a position goes back only over a reset, which forgets it first, or to where the log that it
 * was validated against diverges.
 */
export function clientChecks(watch: Watch): void {
  const { world, before } = watch
  if (before === null) return
  world.processes.forEachNew(before.processes, ({ incarnation, state }, id) => {
    if (!isReader(state)) return
    const old = before.processes.get(id)
    if (old?.incarnation !== incarnation || !isReader(old.state)) return
    positions(watch, state.consumer, old.state.consumer)
  })
}

function positions(watch: Watch, now: Consumer, old: Consumer): void {
  if (now.positions === old.positions) return
  now.positions.forEachNew(old.positions, (position, name) => {
    const was = old.positions.get(name) ?? null
    const isValidated = old.epochs.get(name)?.isAsked === true
    if (was !== null && position !== null && position < was && !isValidated) {
      broken(watch, 'CC-10', `${name}: a position fell from ${was} to ${position}`)
    }
  })
}
