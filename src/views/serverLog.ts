import type { KafkaModel, KafkaWorld } from '~/kafka/model'
import type { ServerState } from '~/kafka/server/server'
import { isServer } from '~/kafka/server/server'
import type { FactRecord } from '~/sim/facts'
import type { ProcessId } from '~/sim/ids'
import type { Step } from '~/sim/world'
import { brokerLines, isrAnswerLines, replayLines } from './serverLog/brokerLines'
import { controllerLines, leaderNews } from './serverLog/controllerLines'
import { groupLines } from './serverLog/groupLines'
import { endLines, lifeLines, startLines, stopLines } from './serverLog/lifeLines'
import { quorumLines } from './serverLog/quorumLines'
import { raftAfter, raftBefore } from './serverLog/raftLines'
import type { LogScope, ServerLogLine } from './serverLog/scope'

/**
 * What one event adds to the servers' logs, in Kafka's words: a projection of its facts, with the
 * numbers that the servers' states hold before and after it.
 * Kafka: the logger calls of the classes that each file below names.
 */
export function serverLog(before: KafkaWorld, taken: Step<KafkaModel>): readonly ServerLogLine[] {
  const lines: ServerLogLine[] = []
  for (const process of processesOf(taken)) {
    const after = serverOf(taken.world, process)
    if (after === null) continue
    const facts = taken.facts.filter((record) => record.process === process)
    const old = serverOf(before, process)
    if (old === after && facts.length === 0) continue
    logEvent({ process, event: taken.event, facts, before: old, after, lines })
  }
  return lines
}

/** The processes that an event is about: nearly always one. */
function processesOf({ event, facts }: Step<KafkaModel>): readonly ProcessId[] {
  const ids: ProcessId[] = event.process === null ? [] : [event.process]
  for (const { process } of facts) {
    if (process !== null && !ids.includes(process)) ids.push(process)
  }
  return ids
}

function serverOf(world: KafkaWorld, id: ProcessId): ServerState | null {
  const state = world.processes.get(id)?.state ?? null
  return isServer(state) ? state : null
}

function logEvent(scope: LogScope): void {
  stopLines(scope)
  startLines(scope)
  replayLines(scope)
  raftBefore(scope)
  for (const { fact } of scope.facts) logFact(scope, fact)
  raftAfter(scope)
  leaderNews(scope)
  isrAnswerLines(scope)
}

function logFact(scope: LogScope, fact: FactRecord<KafkaModel>['fact']): void {
  lifeLines(scope, fact)
  quorumLines(scope, fact)
  controllerLines(scope, fact)
  brokerLines(scope, fact)
  groupLines(scope, fact)
  endLines(scope, fact)
}
