import type { Run } from '../run'
import type { WhyLink } from './links'
import { linkOf } from './links'
import type { FactRow } from './lookBack'
import { factsBefore } from './lookBack'

interface Round {
  /** The newest refusal. */
  readonly row: FactRow
  readonly candidates: Set<number>
}

/**
 * Rounds before an election, since somebody last led, in which each candidate had its own vote and
 * was refused the other's: nobody could win. Newest first. Q-10.
 */
export function splitVotesBefore(run: Run, { fact, event }: FactRow): readonly WhyLink[] {
  if (fact.type !== 'QuorumLeaderElected') return []
  const rounds = new Map<number, Round>()
  for (const facts of factsBefore(run, event)) {
    if (facts.some(({ fact: { type } }) => type.startsWith('QuorumLeader'))) break
    for (const row of facts) {
      const { fact: vote } = row
      if (vote.type !== 'VoteDecided' || vote.preVote || vote.because !== 'alreadyVoted') continue
      if (vote.epoch >= fact.epoch) continue
      const round = rounds.get(vote.epoch) ?? { row, candidates: new Set() }
      round.candidates.add(vote.candidate)
      rounds.set(vote.epoch, round)
    }
  }
  return [...rounds].flatMap(([epoch, { row, candidates }]) => {
    if (candidates.size < 2) return []
    const values = { epoch, candidates: [...candidates].toSorted((a, b) => a - b).join(', ') }
    return [{ ...linkOf(run, row), note: { key: 'splitVote', values } as const }]
  })
}
