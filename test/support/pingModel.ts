import { Map } from '~/base/persistentMap'
import type { ModelTypes, Outcome, Program } from '~/sim/model'
import type { Command, World } from '~/sim/world'
import { emptyWorld } from '~/sim/world'
import { apply } from '~/sim/step'
import { connectionId, hostId, processId } from '~/sim/ids'

/** A tiny model for tests of the kernel: one process pings another and counts the answers. */
export interface PingState {
  readonly name: string
  readonly peer: string | null
  readonly sent: number
  readonly answered: readonly number[]
  readonly heard: readonly number[]
  readonly closed: number
}

export interface PingModel extends ModelTypes {
  readonly Spec: { readonly name: string; readonly peer: string | null }
  readonly State: PingState
  readonly Body: { readonly api: 'Ping'; readonly number: number }
  readonly Timer: 'ping'
  readonly Call: 'burst'
  readonly File: { readonly count: number }
  readonly Condition: number
  readonly Memory: null
  readonly Fact: { readonly type: 'Heard'; readonly number: number }
}

const PORT = 9

const line = (name: string, incarnation: number) => connectionId(`${name}.${incarnation}`)

/** Pings every 10 ms plus a draw; answers at once; keeps its count on disk. */
const pingProgram: Program<PingModel> = {
  boot: (spec, ctx): Outcome<PingModel> => ({
    next: {
      ...spec,
      sent: ctx.readFile('count')?.count ?? 0,
      answered: [],
      heard: [],
      closed: 0,
    },
    effects:
      spec.peer === null
        ? [{ type: 'Listen', port: PORT }]
        : [
            {
              type: 'Connect',
              connection: line(spec.name, ctx.incarnation),
              host: spec.peer,
              port: PORT,
            },
          ],
    facts: [],
  }),
  sizeOf: () => 1_000,
  watch: (condition, { facts }) => ({
    isMet: facts.some(
      ({ fact }) => fact.type === 'Heard' && 'number' in fact && fact.number === condition,
    ),
    memory: null,
  }),
  handle: (state, input, ctx): Outcome<PingModel> => {
    const connection = line(state.name, ctx.incarnation)
    const again = {
      type: 'SetTimer',
      key: 'ping',
      delayMicros: 10_000 + ctx.draw('pace', 5_000),
      timer: 'ping',
    } as const
    switch (input.type) {
      case 'Connected':
        return { next: state, effects: [again], facts: [] }
      case 'Timer':
        return {
          next: { ...state, sent: state.sent + 1 },
          effects: [
            {
              type: 'Request',
              connection,
              correlationId: state.sent,
              body: { api: 'Ping', number: state.sent },
            },
            {
              type: 'WriteFile',
              path: 'count',
              content: { count: state.sent + 1 },
              flush: state.sent % 4 === 3,
            },
            again,
          ],
          facts: [],
        }
      case 'Request':
        return {
          next: { ...state, heard: [...state.heard, input.body.number] },
          effects: [{ ...input, type: 'Reply' }],
          facts: [{ type: 'Heard', number: input.body.number }],
        }
      case 'Response':
        return {
          next: { ...state, answered: [...state.answered, input.body.number] },
          effects: [],
          facts: [],
        }
      case 'Disconnected':
      case 'ConnectFailed':
        return { next: { ...state, closed: state.closed + 1 }, effects: [], facts: [] }
      default:
        return { next: state, effects: [], facts: [] }
    }
  },
}

export const A = processId('a')
export const B = processId('b')
export const HOST_A = hostId('host-a')
export const HOST_B = hostId('host-b')

/** A pings B, each on its host. */
export function pingWorld(seed: number): World<PingModel> {
  const names = {
    aliases: Map([
      ['host-a', HOST_A],
      ['host-b', HOST_B],
    ]),
    published: Map<number, never>(),
    outer: hostId('outer'),
    loopback: false,
  }
  const start: readonly Command<PingModel>[] = [
    { type: 'Spawn', process: B, host: HOST_B, spec: { name: 'b', peer: null } },
    { type: 'Spawn', process: A, host: HOST_A, spec: { name: 'a', peer: 'host-b' } },
  ]
  return start.reduce(
    (world, command) => apply(world, command).world,
    emptyWorld(pingProgram, seed, names),
  )
}
