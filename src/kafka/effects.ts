import type { MachineTable } from '~/base/machine'
import type { Context, Effect, Input, Outcome } from '~/sim/model'
import type { KafkaFact } from './facts'
import type { ClientSpec, KafkaModel, ProcessState } from './model'

/** A wish of a Kafka process to the kernel. */
export type KafkaEffect = Effect<KafkaModel>
/** What a Kafka role can see besides its own state. */
export type KafkaContext = Context<KafkaModel>

/** What a role becomes, wishes and reports after one input. */
export interface RoleStep<State> {
  readonly next: State
  readonly effects: readonly KafkaEffect[]
  readonly facts: readonly KafkaFact[]
}

/** A step that changes nothing but the state. */
export function quiet<State>(next: State): RoleStep<State> {
  return { next, effects: [], facts: [] }
}

/** Where the parts of one step gather their wishes and facts; lives inside one input. */
export interface Gathered {
  readonly effects: KafkaEffect[]
  readonly facts: KafkaFact[]
}

/** Takes over what a part's step wished and reported, and gives its state. */
export function take<State>(into: Gathered, step: RoleStep<State>): State {
  for (const effect of step.effects) into.effects.push(effect)
  for (const fact of step.facts) into.facts.push(fact)
  return step.next
}

/**
 * Takes an edge of a thing's machine and says so. @returns the state after it.
 * @throws InvariantError when the machine has no such edge.
 */
export function takeEdge<State extends string, Event extends string>(
  into: Pick<Gathered, 'facts'>,
  table: MachineTable<State, Event>,
  { id, from, event }: { readonly id: string; readonly from: State; readonly event: Event },
): State {
  const to = table.next(from, event)
  into.facts.push({ type: 'Transitioned', machine: table.id, id, from, event, to })
  return to
}

/** A program that client processes can run: a workload, a tool of the command line. */
export interface ClientProgram {
  readonly boot: (spec: ClientSpec, ctx: KafkaContext) => Outcome<KafkaModel>
  readonly handle: (
    state: ProcessState,
    input: Input<KafkaModel>,
    ctx: KafkaContext,
  ) => Outcome<KafkaModel>
}
