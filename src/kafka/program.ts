import { present } from '~/base/invariant'
import type { Program } from '~/sim/model'
import type { ClientProgram } from './effects'
import { corruptFile } from './log/corrupt'
import type { KafkaModel } from './model'
import { bodySize } from './protocol/bodySize'
import { watchCondition } from './watchCondition'
import { bootServer, handleServer, isServer } from './server/server'

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
    sizeOf: bodySize,
    watch: watchCondition,
    corrupt: corruptFile,
  }
}
