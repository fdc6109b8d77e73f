import { invariant } from './invariant'

/** The parts of an XState machine's definition that a table is made of. */
interface MachineLike {
  readonly id: string
  readonly config: {
    readonly initial?: unknown
    readonly states?: Readonly<Record<string, StateLike>> | undefined
  }
}

interface StateLike {
  readonly on?: unknown
}

/** One edge of a machine. */
export interface MachineEdge {
  readonly from: string
  readonly event: string
  readonly to: string
  /** What happened, in one sentence, with the rule of MODEL.md and Kafka's method; from `meta`. */
  readonly description: string
  readonly rule: string
  readonly source: string
}

/** A flat machine as a table: nanoseconds a step. */
export interface MachineTable<State extends string, Event extends string> {
  readonly id: string
  readonly initial: State
  readonly states: readonly State[]
  readonly edges: readonly MachineEdge[]
  /** The state after `event`. @throws InvariantError when the machine has no such edge. */
  readonly next: (state: State, event: Event) => State
  /** True when `event` has an edge from `state`. */
  readonly accepts: (state: State, event: Event) => boolean
}

/** The `meta` of an edge: what happened, in one sentence, with its rule and Kafka's method. */
export function tell(description: string, rule: string, source: string) {
  return { description, rule, source }
}

function edgesOf(state: StateLike): readonly (readonly [string, unknown])[] {
  return typeof state.on === 'object' && state.on !== null ? Object.entries(state.on) : []
}

function targetOf(transition: unknown): string | null {
  if (typeof transition === 'string') return transition
  if (Array.isArray(transition)) return targetOf(transition[0])
  if (typeof transition === 'object' && transition !== null && 'target' in transition) {
    return targetOf(transition.target)
  }
  return null
}

type About = Pick<MachineEdge, 'description' | 'rule' | 'source'>

function aboutOf(transition: unknown): About {
  const isRow = typeof transition === 'object' && transition !== null && 'meta' in transition
  const meta: unknown = isRow ? transition.meta : null
  const rows = typeof meta === 'object' && meta !== null ? Object.entries(meta) : []
  const text = (name: string) => {
    const value: unknown = rows.find(([key]) => key === name)?.[1]
    return typeof value === 'string' ? value : ''
  }
  return { description: text('description'), rule: text('rule'), source: text('source') }
}

/**
 * Compiles a flat XState machine (no guards, actions, delays or context) to a table.
 * The machine stays the definition: charts draw it, roles run the table made of it.
 * @throws InvariantError when a state or target is missing.
 */
export function compileMachine<State extends string, Event extends string>(
  machine: MachineLike,
): MachineTable<State, Event> {
  const states = machine.config.states ?? {}
  const table = new Map<string, Map<string, State>>()
  const edges: MachineEdge[] = []
  for (const [from, state] of Object.entries(states)) {
    const row = new Map<string, State>()
    for (const [event, transition] of edgesOf(state)) {
      const to = targetOf(transition)
      invariant(to !== null && to in states, `${machine.id}: ${from} --${event}--> names a state`)
      // The check above makes `to` one of the machine's own state names.
      row.set(event, to as State)
      edges.push({ from, event, to, ...aboutOf(transition) })
    }
    table.set(from, row)
  }
  const initial = machine.config.initial
  invariant(typeof initial === 'string' && initial in states, `${machine.id}: has an initial state`)
  return {
    id: machine.id,
    initial: initial as State,
    states: [...table.keys()] as State[],
    edges,
    next: (state, event) => {
      const to = table.get(state)?.get(event)
      invariant(to !== undefined, `${machine.id}: ${state} has an edge for ${event}`)
      return to
    },
    accepts: (state, event) => table.get(state)?.has(event) ?? false,
  }
}
