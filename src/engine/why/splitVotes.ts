import type { Run } from '../run'
import type { LinkNote, WhyLink } from './links'
import { linkOf } from './links'
import type { FactRow } from './lookBack'
import { factsBefore } from './lookBack'

interface Round {
  readonly epoch: number
  /** The newest refusal. */
  readonly row: FactRow
  readonly candidates: Set<number>
}

/** Rounds of votes before an event, since somebody last led, in which votes were refused; newest first. */
function roundsBefore(run: Run, end: number): readonly Round[] {
  const rounds = new Map<number, Round>()
  for (const facts of factsBefore(run, end)) {
    if (facts.some(({ fact: { type } }) => type.startsWith('QuorumLeader'))) break
    for (const row of facts) {
      const { fact: vote } = row
      if (vote.type !== 'VoteDecided' || vote.preVote || vote.because !== 'alreadyVoted') continue
      const { epoch } = vote
      const round = rounds.get(epoch) ?? { epoch, row, candidates: new Set() }
      round.candidates.add(vote.candidate)
      rounds.set(epoch, round)
    }
  }
  return [...rounds.values()]
}

/** Each candidate of a round had its own vote and was refused another's: nobody could win. Q-10. */
function noteOf({ epoch, candidates }: Round): LinkNote | null {
  if (candidates.size < 2) return null
  const values = { epoch, candidates: [...candidates].toSorted((a, b) => a - b).join(', ') }
  return { key: 'splitVote', values }
}

/** The rounds before an election in which votes were split, each by its newest refusal. */
export function splitVotesBefore(run: Run, { fact, event }: FactRow): readonly WhyLink[] {
  if (fact.type !== 'QuorumLeaderElected') return []
  return roundsBefore(run, event)
    .filter(({ epoch }) => epoch < fact.epoch)
    .flatMap((round) => {
      const note = noteOf(round)
      return note === null ? [] : [{ ...linkOf(run, round.row), note }]
    })
}

/** A fact as a link; a vote that was refused also with the split that it belongs to. */
export function headOf(run: Run, row: FactRow): WhyLink {
  const link = linkOf(run, row)
  const { fact, event } = row
  if (fact.type !== 'VoteDecided' || fact.granted) return link
  const round = roundsBefore(run, event + 1).find(({ epoch }) => epoch === fact.epoch)
  const note = round === undefined ? null : noteOf(round)
  return note === null ? link : { ...link, note }
}
