import { OUTER_HOST } from '~/engine/build'
import type { ClientProgram, KafkaEffect } from '~/kafka/effects'
import type { KafkaModel } from '~/kafka/model'
import type { Request, Response } from '~/kafka/protocol/rpc'
import { connectionId, processId } from '~/sim/ids'
import type { Command } from '~/sim/world'

interface AskerState {
  readonly kind: 'asker'
  readonly answer: Response | null
}

/** A client that says one request to a node and keeps the answer. */
export const asker: ClientProgram = {
  boot: (spec, ctx) => ({
    next: { kind: 'asker', answer: null } as AskerState,
    effects: [
      {
        type: 'Connect',
        connection: connectionId(`${ctx.process} ${spec.args[1]}`),
        host: 'localhost',
        port: Number(spec.args[0]),
      },
    ],
    facts: [],
  }),
  handle: (state, input) => {
    const quiet = { next: state, effects: [], facts: [] }
    if (input.type === 'Connected') {
      const [, text = ''] = /^\S+ (.*)$/.exec(input.connection) ?? []
      const body: unknown = JSON.parse(text)
      const request = { type: 'Request', connection: input.connection, correlationId: 0, body }
      return { ...quiet, effects: [request as KafkaEffect] }
    }
    if (input.type !== 'Response') return quiet
    return { ...quiet, next: { kind: 'asker', answer: input.body as Response } as AskerState }
  },
}

/** Starts one; its connection is named after what it asks. */
export function asking(id: string, port: number, body: Request): Command<KafkaModel> {
  return {
    type: 'Spawn',
    process: processId(id),
    host: OUTER_HOST,
    spec: {
      kind: 'client',
      program: 'asker',
      args: [String(port), JSON.stringify(body)],
      files: {},
      properties: {},
    },
  }
}
