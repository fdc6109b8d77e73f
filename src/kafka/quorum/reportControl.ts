import type { MetadataLog } from './metadataLog'
import type { QuorumWork } from './quorumState'

/** Says which voters and which version a longer log has brought. Kafka: CRSM.handleBatch. */
export function reportControl(work: QuorumWork, before: MetadataLog, after: MetadataLog): void {
  if (after.voterSets !== before.voterSets) {
    let votersFrom = (before.voterSets.at(-1)?.voters ?? work.state.config.voters).map(
      ({ id }) => id,
    )
    for (const { offset, voters } of after.voterSets.slice(before.voterSets.length)) {
      const votersTo = voters.map(({ id }) => id)
      work.facts.push({ type: 'VotersLearned', rule: 'Q-83', offset, votersFrom, votersTo })
      votersFrom = votersTo
    }
  }
  if (after.kraftVersions === before.kraftVersions) return
  for (const { offset, version } of after.kraftVersions.slice(before.kraftVersions.length)) {
    work.facts.push({ type: 'KRaftVersionLearned', rule: 'Q-80', offset, version })
  }
}
