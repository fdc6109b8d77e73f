import type { KafkaWorld } from '~/kafka/model'
import { topicPartition } from '~/kafka/ids'
import type { Body } from '~/kafka/protocol/rpc'
import { errorsIn } from '~/kafka/protocol/answeredErrors'
import type { LinkView, MessageView } from './clusterView'
import { familyOf, isQuietMessage, recordCount } from './families'
import type { Memo } from './memo'
import { keep } from './memo'
import { linkEnds } from '~/sim/network'

type Message = ReturnType<KafkaWorld['network']['inFlight']['toArray']>[number][1]

/** What is on its way, the story's messages apart from the quiet ones; in the order sent. */
export interface OnTheWay {
  readonly messages: readonly MessageView[]
  readonly quietMessages: readonly MessageView[]
}

/** Every request and response on its way. `servers`: the processes that are servers. */
export function messagesOf(memo: Memo, world: KafkaWorld, servers: ReadonlySet<string>): OnTheWay {
  return keep(memo, 'messages', {
    from: [world.network.inFlight],
    by: () => {
      const all = [...world.network.inFlight.values()]
        .flatMap((message) => messageView(message, servers) ?? [])
        .sort((a, b) => a.id - b.id)
      return {
        messages: all.filter(({ isQuiet }) => !isQuiet),
        quietMessages: all.filter(({ isQuiet }) => isQuiet),
      }
    },
  })
}

/** One request or response; null for what a connection sends for itself. `servers`: their processes. */
export function messageView(message: Message, servers: ReadonlySet<string>): MessageView | null {
  const { id, body, kind, to, from, sentAt, arrivesAt } = message
  if (body === null || to === null || (kind !== 'request' && kind !== 'response')) return null
  return {
    id,
    api: body.api,
    family: familyOf(body, servers.has(from) && servers.has(to)),
    isResponse: kind === 'response',
    error: errorsIn(body)[0]?.error ?? null,
    from,
    to,
    sentAt,
    arrivesAt,
    ...subjectOf(body),
    isQuiet: isQuietMessage(body),
    recordCount: recordCount(body),
  }
}

/** The partition that a message is about: of several, the first that brings records. */
function subjectOf(body: Body): Pick<MessageView, 'partition' | 'offset'> {
  switch (body.api) {
    case 'Produce': {
      const [row] = body.partitions
      if (row === undefined) return { partition: null, offset: null }
      const offset = 'baseOffset' in row && row.baseOffset >= 0 ? row.baseOffset : null
      return { partition: topicPartition(row.topic, row.partition), offset }
    }
    case 'Fetch': {
      const full = body.partitions.find((row) => 'batches' in row && row.batches.length > 0)
      const row = full ?? body.partitions[0]
      if (row === undefined) return { partition: null, offset: null }
      const offset = 'fetchOffset' in row ? row.fetchOffset : (row.batches[0]?.baseOffset ?? null)
      return { partition: topicPartition(row.topic, row.partition), offset }
    }
    case 'ListOffsets':
    case 'OffsetForLeaderEpoch': {
      const [row] = body.partitions
      const partition = row === undefined ? null : topicPartition(row.topic, row.partition)
      return { partition, offset: null }
    }
    default:
      return { partition: null, offset: null }
  }
}

/** Links that are cut, slow or lossy, by their ends. */
export function linksOf(memo: Memo, world: KafkaWorld): readonly LinkView[] {
  return keep(memo, 'links', {
    from: [world.network.links],
    by: () =>
      [...world.network.links]
        .map(([key, { cut, latencyMicros, lossPerMille, bytesPerSecond }]) => ({
          ...linkEnds(key),
          cut,
          latencyMicros,
          lossPerMille,
          bytesPerSecond,
        }))
        .sort((a, b) => (`${a.from}>${a.to}` < `${b.from}>${b.to}` ? -1 : 1)),
  })
}
