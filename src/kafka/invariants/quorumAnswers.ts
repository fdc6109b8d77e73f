import { isMetadataLog, lastEpoch } from '../quorum/metadataLog'
import type { QuorumState } from '../quorum/quorumState'
import { METADATA_LOG_PATH } from '../quorum/quorumFiles'
import { knownLeader } from '../quorum/quorumState'
import { isLogUpToDate } from '../quorum/vote'
import { isMeant, matchesKey } from '../quorum/voterSet'
import { isServer } from '../server/server'
import type { FetchMetadataRequest, VoteRequest, VoteResponse } from '../protocol/rpc/quorum'
import type { Sent, Watch, Watched } from './watched'
import { broken, requestOf } from './watched'

/** KR-04, KR-05, KR-22: to whom, and why, a vote is given; in the event in which it is. */
export function voteCheck(watch: Watch, { now, before }: Watched, message: Sent): void {
  const { body } = message
  const asked = requestOf(watch, message)
  if (body?.api !== 'Vote' || !('voteGranted' in body) || now.quorum === null) return
  if (asked?.api !== 'Vote' || !('preVote' in asked)) return
  const vote = { asked, body, now: now.quorum, old: before?.quorum ?? null }
  addressed(watch, vote)
  if (!body.voteGranted) return
  if (asked.preVote) preVote(watch, vote)
  else standardVote(watch, vote)
}

interface Vote {
  readonly asked: VoteRequest
  readonly body: VoteResponse
  readonly now: QuorumState
  readonly old: QuorumState | null
}

/** Only who is asked answers: by its id, and its directory where the voters have them. */
function addressed(watch: Watch, { asked, body, now }: Vote): void {
  if (body.error !== 'NONE' || isMeant(now.config, asked)) return
  broken(watch, 'KR-22', `node ${now.config.nodeId} votes for another, ${asked.voterId}`)
}

function isUpToDate({ asked, now }: Vote): boolean {
  const own = { lastEpoch: lastEpoch(now.log), endOffset: now.log.endOffset }
  const its = { lastEpoch: asked.lastEpoch, endOffset: asked.lastEpochEndOffset }
  return isLogUpToDate(own, its)
}

/** A vote for one candidate, in its epoch, by who stands for nothing itself. */
function standardVote(watch: Watch, vote: Vote): void {
  const { asked, now, old } = vote
  const { epoch, votedKey, role, config } = now
  const isIts = votedKey !== null && matchesKey(votedKey, asked.candidate)
  const isOpen = role.name === 'Unattached' || role.name === 'Prospective'
  // A vote that was given before is given again.
  const isAgain = old?.epoch === epoch && old.votedKey !== null
  const isFree = isAgain || (knownLeader(now) === null && isUpToDate(vote))
  const isSound = epoch === asked.candidateEpoch && asked.candidateEpoch > asked.lastEpoch
  if (isIts && isOpen && isFree && isSound) return
  const who = `${asked.candidate.id} in ${asked.candidateEpoch}`
  broken(watch, 'KR-04', `node ${config.nodeId} (${role.name}, epoch ${epoch}) voted for ${who}`)
}

/** A pre-vote changes nothing, and is not given by who hears of a leader. KIP-996. */
function preVote(watch: Watch, vote: Vote): void {
  const { asked, now, old } = vote
  const { role, config } = now
  const isHeard = role.name === 'Follower' && role.hasFetchedFromLeader
  const isStill = old?.epoch !== now.epoch || old.votedKey === now.votedKey
  if (role.name !== 'Leader' && !isHeard && isStill && isUpToDate(vote)) return
  const who = `${asked.candidate.id} in ${asked.candidateEpoch}`
  broken(watch, 'KR-05', `node ${config.nodeId} (${role.name}) gave a pre-vote to ${who}`)
}

/**
 * KR-14: a controller that asks its leader for what follows has what it holds on its platter. What
 * waited for a connection while its sender went on to another epoch or leader said what was so when
 * it was made, and is not counted by whom it reaches.
 */
export function flushedCheck(
  watch: Watch,
  { now: { quorum } }: Watched,
  { asked, message }: { readonly asked: FetchMetadataRequest; readonly message: Sent },
): void {
  if (quorum === null || !quorum.config.isController) return
  if (quorum.epoch !== asked.currentLeaderEpoch) return
  if (knownLeader(quorum) !== nodeAt(watch, message)) return
  const file = watch.world.disks.get(message.fromHost)?.flushed.get(METADATA_LOG_PATH)
  const end = isMetadataLog(file) ? file.endOffset : 0
  if (end >= asked.fetchOffset) return
  const what = `asks for ${asked.fetchOffset}, flushed is ${end}`
  broken(watch, 'KR-14', `node ${quorum.config.nodeId} ${what}`)
}

/** The node whose server a message goes to. */
function nodeAt({ world }: Watch, { to }: Sent): number | null {
  const state = to === null ? null : (world.processes.get(to)?.state ?? null)
  return state !== null && isServer(state) ? state.spec.nodeId : null
}

/** KR-24: what was proposed is answered once, and as done when it is committed. */
export function proposalAnswered(watch: Watch, { now, before }: Watched, message: Sent): void {
  const waiting = before?.controller?.deferred ?? []
  if (waiting.length === 0 || now.controller === null) return
  const { connection, correlationId, body } = message
  const row = waiting.find(
    (each) => each.connection === connection && each.correlationId === correlationId,
  )
  if (row === undefined) return
  const { committed, deferred } = now.controller
  const isEarly = body === row.body && row.offset > committed.offset
  if (!isEarly && !deferred.includes(row)) return
  const what = `${row.body.api} up to ${row.offset} at ${committed.offset} committed`
  broken(watch, 'KR-24', `node ${now.spec.nodeId} answered ${what}`)
}
