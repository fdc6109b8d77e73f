import { serverProcess } from '~/engine/build'
import type { KafkaFact } from '~/kafka/facts'
import { isServer } from '~/kafka/server/server'
import type { Protection } from '~/kafka/serverSpec'
import type { KernelFact } from '~/sim/facts'
import { openSession, runStep } from './golden/runTranscript'
import type { Session } from './golden/runTranscript'
import { parseTranscript } from './golden/transcript'

/**
 * A cluster with what a transcript's lines have done to it; their answers, line by line. Its servers
 * run without the given rules.
 */
export function play(
  text: string,
  unprotected: readonly Protection[] = [],
): {
  readonly session: Session
  readonly shown: readonly string[]
} {
  const transcript = parseTranscript('test', text)
  const session = openSession(transcript, 1, unprotected)
  return { session, shown: transcript.steps.flatMap((step) => runStep(session, step)) }
}

/** The broker of a node, if its server runs. */
export function brokerOf(session: Session, id: number) {
  const state = session.run.world().processes.get(serverProcess(id))?.state ?? null
  return isServer(state) ? state.broker : null
}

/** Everything that was reported so far, in order. */
export function factsOf({ run }: Session): readonly (KafkaFact | KernelFact)[] {
  return Array.from({ length: run.endIndex() }, (_, index) => run.stepAt(index).facts).flatMap(
    (records) => records.map(({ fact }) => fact),
  )
}

/** Goes on with more lines of a transcript; what they show. */
export function go(session: Session, text: string): readonly string[] {
  return parseTranscript('more', text).steps.flatMap((step) => runStep(session, step))
}
