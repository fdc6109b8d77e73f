import type { Gathered, KafkaContext, KafkaEffect } from '../effects'

/** What stands for the directory of the metadata log in the paths of its files. */
const METADATA_DIR = 'data/'

function isMetadataWrite(effect: KafkaEffect): boolean {
  return effect.type === 'WriteFile' && effect.path.startsWith(METADATA_DIR)
}

/**
 * Where the metadata log, or the vote beside it, cannot be written, the process ends at once and
 * nothing that it wished happens. Kafka: KafkaRaftClient, KafkaRaftClientDriver (fatal fault handler).
 */
export function haltsOnDisk(work: Gathered & { readonly ctx: KafkaContext }, dir: string): void {
  if (!work.effects.some(isMetadataWrite)) return
  const fault = work.ctx.diskFault(dir)
  if (fault === null) return
  const cause = fault === 'full' ? 'No space left on device' : 'Input/output error'
  work.facts.push({
    type: 'Logged',
    level: 'ERROR',
    logger: 'org.apache.kafka.server.fault.ProcessTerminatingFaultHandler',
    text: 'Encountered fatal fault: Unexpected error in raft IO thread',
    thrown: `org.apache.kafka.common.errors.KafkaStorageException: java.io.IOException: ${cause}`,
  })
  work.effects.splice(0, work.effects.length, { type: 'Exit', code: 1 })
}
