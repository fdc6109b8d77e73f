import type { Consumer } from '~/kafka/client/consumerState'
import type { ProcessState } from '~/kafka/model'

/** The consumer inside a client process, whatever program runs it. */
export function consumerIn(state: ProcessState | null): Consumer | null {
  if (state?.kind !== 'workload-consumer' && state?.kind !== 'kafka-console-consumer') return null
  return (state as ProcessState & { readonly consumer: Consumer | null }).consumer
}
