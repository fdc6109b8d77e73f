import type { FactView } from '~/views/eventView'
import { isWordKey } from '~/words/en'
import type { Spoken } from '../kit/text/captionRoom'
import { captionLength, captionRoom } from '../kit/text/captionRoom'
import { factSentence } from '../kit/text/factSentence'
import { withWhy } from '../kit/text/reasonText'
import type { Say } from '../kit/text/useWords'

type FactSaid = Pick<FactView, 'type' | 'values'>

/** What is told first: losses and refusals, then who does what; the rest as it came; then chores. */
const WEIGHTY: readonly FactView['type'][] = [
  ...(['LogTruncated', 'RecordFailed', 'RequestRefused', 'PositionOutOfRange'] as const),
  ...(['BrokerFenced', 'QuorumLeaderResigned', 'ProcessKilled', 'ProcessExited'] as const),
  ...(['PartitionChanged', 'BecameLeader', 'BecameFollower', 'IsrChangeAsked'] as const),
]
const CHORES: readonly FactView['type'][] = ['RequestWaits', 'LogFlushed', 'ProducersExpired']

function rankOf({ type }: FactSaid): number {
  const at = WEIGHTY.indexOf(type)
  if (at >= 0) return at
  return WEIGHTY.length + (CHORES.includes(type) ? 1 : 0)
}

/** How many a fact lists, by whichever list it has. */
function listed({ values }: FactSaid): number {
  const { isrTo, asked, partitions, producerIds, baseOffsets } = values
  const list = isrTo ?? asked ?? partitions ?? producerIds ?? baseOffsets ?? '–'
  return list === '–' ? 0 : String(list).split(', ').length
}

/** A fact in few words: without the name of what is followed, which is known and may be long. */
function briefSentence(t: Say, fact: FactSaid): string | null {
  const key = `brief.${fact.type}`
  const values = { ...withWhy(t, fact.values), listed: listed(fact) }
  return isWordKey(key) ? t(key, values) : null
}

/**
 * What happened to what is followed, in two lines: the weightiest first, each whole or in few words,
 * whichever there is room for, and how many are left out.
 */
export function followedText(t: Say, facts: readonly FactSaid[], spoken: Spoken): string {
  const room = captionRoom(spoken.detail, spoken.language)
  const end = (text: string, left: number) =>
    left === 0 ? t('followed.end', { text }) : t('followed.more', { text, count: left })
  let text = ''
  let left = facts.length
  for (const fact of facts.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const forms = [factSentence(t, fact), briefSentence(t, fact)]
    const joined = forms.flatMap((other) => {
      if (other === null) return []
      return text === '' ? [other] : [t('followed.join', { text, other })]
    })
    const fits = joined.find((both) => captionLength(end(both, left - 1), spoken.language) <= room)
    if (fits === undefined) continue
    text = fits
    left -= 1
  }
  return text === '' ? '' : end(text, left)
}
