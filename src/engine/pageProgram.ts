import { WORKLOADS } from '~/kafka/client/workload'
import type { ClientProgram } from '~/kafka/effects'
import type { KafkaModel } from '~/kafka/model'
import { makeProgram } from '~/kafka/program'
import type { Program } from '~/sim/model'

/** Client programs by name. */
export type ClientPrograms = Readonly<Record<string, ClientProgram>>

/** A kernel's program that learns more client programs before a run needs them. */
export interface LearningProgram {
  readonly program: Program<KafkaModel>
  /** Adds programs; a name that is known keeps its program, so that a run never changes. */
  readonly learn: (more: ClientPrograms) => void
}

/** The page's program: servers and workloads at once, the command line when it has arrived. */
export function learningProgram(): LearningProgram {
  const known: Record<string, ClientProgram> = { ...WORKLOADS }
  return {
    program: makeProgram(known),
    learn: (more) => {
      for (const [name, client] of Object.entries(more)) {
        if (!Object.hasOwn(known, name)) known[name] = client
      }
    },
  }
}
