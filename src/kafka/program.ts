import { present } from '~/base/invariant'
import type { Outcome, Program } from '~/sim/model'
import type { KafkaInput } from './channel/channel'
import type { KafkaContext } from './effects'
import type { ClientSpec, KafkaModel, ProcessState } from './model'
import { bootServer, handleServer, isServer } from './server/server'

/** A program that client processes can run: a workload, a tool of the command line. */
export interface ClientProgram {
  readonly boot: (spec: ClientSpec, ctx: KafkaContext) => Outcome<KafkaModel>
  readonly handle: (
    state: ProcessState,
    input: KafkaInput,
    ctx: KafkaContext,
  ) => Outcome<KafkaModel>
}

/** The kernel's program: servers, and the client programs by name; `kind` of a state names its own. */
export function makeProgram(clients: Readonly<Record<string, ClientProgram>>): Program<KafkaModel> {
  const clientOf = (name: string) =>
    present(Object.hasOwn(clients, name) ? clients[name] : undefined, `program ${name} exists`)
  return {
    boot: (spec, ctx) =>
      spec.kind === 'server' ? bootServer(spec, ctx) : clientOf(spec.program).boot(spec, ctx),
    handle: (state, input, ctx) =>
      isServer(state)
        ? handleServer(state, input, ctx)
        : clientOf(state.kind).handle(state, input, ctx),
  }
}
