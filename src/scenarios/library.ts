import { blank } from './library/blank'
import type { FamousRun } from './library/famousRun'
import { firstMinute } from './library/firstMinute'
import { majorityLost, splitVote } from './library/quorumRuns'
import {
  acksOne,
  eligibleLeader,
  followerLags,
  leaderDies,
  uncleanElection,
  zombieLeader,
} from './library/replicationRuns'
import { threeNodes } from './library/threeNodes'
import type { Scenario } from './scenario'

/** The famous runs, in the order in which they build on each other. */
export const FAMOUS: readonly FamousRun[] = [
  leaderDies,
  followerLags,
  acksOne,
  uncleanElection,
  zombieLeader,
  splitVote,
  majorityLost,
  eligibleLeader,
]

/** Clusters to begin with. */
export const STARTS: readonly Scenario[] = [firstMinute, threeNodes, blank]

/** The scenarios that come with the project, by id. */
export const LIBRARY: Readonly<Record<string, Scenario>> = Object.fromEntries(
  [...STARTS, ...FAMOUS.map(({ scenario }) => scenario)].map((one) => [one.id, one]),
)

/** The famous run that a scenario is, or null. */
export function famousRunOf(scenario: Scenario): FamousRun | null {
  return FAMOUS.find((run) => run.scenario.id === scenario.id) ?? null
}
