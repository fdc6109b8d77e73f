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

const CHECKS = [
  quorumChecks,
  metadataChecks,
  replicaChecks,
  fetchChecks,
  answerChecks,
  groupChecks,
] as const

/**
 * What is broken in a world; empty when nothing is. With the world `before` its event, which held,
 * only what the event changed is looked at: what two worlds share cannot have broken. Records may be
 * gone where as many brokers have lost data as `min.insync.replicas`, or after an unclean election;
 * those checks then rest.
 */
export function checkSafety(
  world: KafkaWorld,
  before: KafkaWorld | null = null,
  losses: Losses = NO_LOSSES,
): readonly Violation[] {
  if (world.processes === before?.processes) return NONE
  const seen = watch(world, before, losses)
  if (seen.changed.length === 0) return clientChecks(world, before)
  const found = CHECKS.map((check) => check(seen))
  return found.every((violations) => violations.length === 0) ? NONE : found.flat()
}
