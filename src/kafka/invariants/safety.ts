import type { KafkaWorld } from '../model'
import { answerChecks } from './answerChecks'
import { clientChecks } from './clientChecks'
import { fetchChecks } from './fetchChecks'
import { groupChecks } from './groupChecks'
import { metadataChecks } from './metadataChecks'
import { quorumChecks } from './quorumChecks'
import { replicaChecks } from './replicaChecks'
import { NO_LOSSES, watch } from './watched'
import type { Losses, Violation } from './watched'

const NONE: readonly Violation[] = []

/**
 * What is broken in a world; empty when nothing is. With the world `before` its event, which held,
 * only what the event changed is looked at: what two worlds share cannot have broken. Records may be
 * gone where as many brokers have lost data as `min.insync.replicas`, or after an unclean election;
 * those checks then rest.
 *
 * The checks run at every event, also in the page, so all have one shape: a function of the watch
 * (and of what it looks at) that returns nothing, compares by reference what is now with what was
 * before, goes on only where they differ, and calls `broken` with a rule and a sentence inside the
 * `if` that found it. While all is well a check makes no list, no closure and no text.
 */
export function checkSafety(
  world: KafkaWorld,
  before: KafkaWorld | null = null,
  losses: Losses = NO_LOSSES,
): readonly Violation[] {
  if (world.processes === before?.processes) return NONE
  const seen = watch(world, before, losses)
  clientChecks(seen)
  if (seen.changed.length > 0) {
    quorumChecks(seen)
    metadataChecks(seen)
    replicaChecks(seen)
    fetchChecks(seen)
    answerChecks(seen)
    groupChecks(seen)
  }
  return seen.found
}
