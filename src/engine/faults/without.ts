import type { KafkaWorld } from '~/kafka/model'
import type { Command } from '~/sim/world'
import type { KafkaModel } from '~/kafka/model'
import type { Run } from '../run'

/** A future that is run again without one fault, while it is on its way. */
export interface Rerun {
  /**
   * Goes on for at most so many events.
   * @returns true when it has come as far as the future that it replaces.
   */
  readonly further: (budgetEvents: number) => boolean
}

interface Later {
  /** µs. */
  readonly at: number
  readonly command: Command<KafkaModel>
  /** What the world looked like when it was given. */
  readonly before: KafkaWorld
}

/**
 * Begins the future that a run would have without a fault: a branch that leaves just before the
 * fault was placed, with everything that was done later done again at the same instants. The old
 * future stays. What was done to a message is done again only where the same message is on its way.
 * @returns `null` when the run has no such fault.
 */
export function beginWithout(run: Run, id: string): Rerun | null {
  const recorded = run.branch().history.commands()
  const first = recorded.find(({ command }) => isOf(command, id))
  if (first === undefined) return null
  const end = run.endIndex() === 0 ? 0 : run.timeAt(run.endIndex() - 1)
  const looksAt = run.now()
  const later: Later[] = recorded
    .filter(({ index, command }) => index > first.index && !isOf(command, id))
    .map(({ index, command }) => ({ at: run.timeAt(index), command, before: run.worldAt(index) }))
  run.seek(first.index)
  run.fork()
  return {
    further: (budget) => {
      let left = budget
      while (left > 0) {
        const [next] = later
        const until = next?.at ?? end
        const done = run.advance(until, left)
        left -= done
        if (left <= 0 && done > 0) return false
        if (next === undefined) {
          run.seek(run.indexAtTime(looksAt))
          return true
        }
        later.shift()
        if (stillMeans(run.world(), next)) run.command(next.command, next.at)
      }
      return false
    },
  }
}

function isOf(command: Command<KafkaModel>, id: string): boolean {
  if (command.type === 'PlaceFault') return command.fault.id === id
  return (command.type === 'HealFault' || command.type === 'StrikeFault') && command.id === id
}

/** A command about a message means something only where that message is on its way, too. */
function stillMeans(world: KafkaWorld, { command, before }: Later): boolean {
  const orders = command.type === 'PlaceFault' ? command.fault.commands : [command]
  return orders.every((order) => {
    if (!('message' in order)) return true
    const then = before.network.inFlight.get(order.message)
    const now = world.network.inFlight.get(order.message)
    return (
      then !== undefined &&
      now !== undefined &&
      then.connection === now.connection &&
      then.correlationId === now.correlationId &&
      then.kind === now.kind
    )
  })
}
