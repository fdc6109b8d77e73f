import type { Consumer } from '../client/consumerState'
import type { KafkaWorld } from '../model'
import type { Rows, Violation } from './watched'
import { broken } from './watched'

interface Reader {
  readonly kind: 'workload-consumer'
  readonly consumer: Consumer
}

function isReader(state: { readonly kind: string } | null): state is Reader {
  return state?.kind === 'workload-consumer'
}

/** CC-10: a position goes back only over a reset, which forgets it first. */
export function clientChecks(world: KafkaWorld, before: KafkaWorld | null): readonly Violation[] {
  if (before === null) return []
  const violations: Violation[] = []
  world.processes.forEachNew(before.processes, (process, id) => {
    const old = before.processes.get(id)
    if (old?.incarnation !== process.incarnation) return
    if (!isReader(process.state) || !isReader(old.state)) return
    violations.push(...broken(positions(process.state.consumer, old.state.consumer)))
  })
  return violations
}

function positions(now: Consumer, old: Consumer): Rows {
  if (now.positions === old.positions) return []
  const rows: Rows[number][] = []
  now.positions.forEachNew(old.positions, (position, name) => {
    const was = old.positions.get(name) ?? null
    if (was === null || position === null) return
    rows.push([
      'CC-10',
      position >= was,
      () => `${name}: a position fell from ${was} to ${position}`,
    ])
  })
  return rows
}
