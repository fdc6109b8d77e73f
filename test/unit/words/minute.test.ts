import { expect, test } from 'vitest'
import { present } from '~/base/invariant'
import type { BeatMark, Journey } from '~/engine/beats'
import { BEATS, journeysOf } from '~/engine/beats'
import { sendOne, unplugNode } from '~/engine/firstMinute'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import { FIRST_MINUTE, firstMinute } from '~/scenarios/library/firstMinute'
import type { MinuteStep } from '~/store/firstMinute'
import { captionLength, captionRoom } from '~/ui/kit/text/captionRoom'
import { beatText, minuteText } from '~/ui/timeline/minuteWords'
import type { ClusterView, ReplicaView } from '~/views/clusterView'
import { newClusterProjection } from '~/views/projectCluster'
import type { WordKey } from '~/words/en'
import type { Values } from '~/words/say'
import { loadWords, say } from '~/words/say'

const DETAILS = ['story', 'mechanism', 'wire'] as const
const LANGUAGES = ['en', 'zh'] as const
const SECOND = 1_000_000
const sayIn = (language: 'en' | 'zh') => (key: WordKey, values?: Values) =>
  say(language, key, values)

/** The script's record, then a person's, then the leader's plug is pulled. */
function told(): Run {
  const run = startRun(firstMinute, 1, kafkaProgram)
  run.advance(8 * SECOND, 1_000_000)
  sendOne(run)
  run.advance(10 * SECOND, 1_000_000)
  unplugNode(run, 1)
  run.advance(25 * SECOND, 1_000_000)
  return run
}

interface Now {
  readonly partition: ClusterView['topics'][number]['partitions'][number]
  readonly brokers: ClusterView['brokers']
}

/** The partition as it is just after an event. */
function stateAfter(run: Run, index: number): Now {
  const { topics, brokers } = newClusterProjection()(run.worldAt(index + 1))
  const topic = topics.find(({ name }) => name === FIRST_MINUTE.topic)
  return { brokers, partition: present(topic?.partitions[0], 'the topic has a partition') }
}

function replicaOf({ brokers }: Now, id: unknown): ReplicaView {
  const { replicas = [] } = brokers.find((broker) => broker.id === Number(id)) ?? {}
  const own = replicas.find(({ topic }) => topic === FIRST_MINUTE.topic)
  return present(own, `broker ${String(id)} has a replica`)
}

const numbersIn = (text: unknown) => (String(text).match(/\d+/g) ?? []).map(Number)

/** What the captions of a beat say of the cluster, and what is so. */
const TRUE_OF: Readonly<Record<string, (values: BeatMark['values'], now: Now) => void>> = {
  sent: ({ leader, epoch }, now) => {
    expect([leader, epoch]).toEqual([now.partition.leader, now.partition.leaderEpoch])
  },
  appended: ({ leader, epoch, end, offset, isr }, now) => {
    expect([leader, epoch, numbersIn(isr)]).toEqual([
      now.partition.leader,
      now.partition.leaderEpoch,
      now.partition.isr,
    ])
    const { logEndOffset, highWatermark } = replicaOf(now, leader)
    expect([logEndOffset, highWatermark]).toEqual([end, offset])
  },
  copied: ({ followers, copies, end, watermark }, now) => {
    expect(numbersIn(followers)).toHaveLength(Number(copies))
    for (const id of [...numbersIn(followers), now.partition.leader]) {
      expect(replicaOf(now, id).logEndOffset).toBe(end)
    }
    expect(replicaOf(now, now.partition.leader).highWatermark).toBe(watermark)
  },
  committed: ({ to, ends }, now) => {
    expect(replicaOf(now, now.partition.leader).highWatermark).toBe(to)
    const said = now.partition.isr.map((id) => `${id}: ${replicaOf(now, id).logEndOffset}`)
    expect(String(ends).split(', ').toSorted()).toEqual(said.toSorted())
  },
  read: ({ offset, watermark, next, consumer }, now) => {
    expect(replicaOf(now, now.partition.leader).highWatermark).toBe(watermark)
    expect([next, consumer]).toEqual([Number(offset) + 1, FIRST_MINUTE.consumer])
  },
}

test('what the beats say at mechanism and on the wire is so at their instants', () => {
  const run = told()
  const journeys = journeysOf(run, new Map())
  expect(journeys.map(({ marks }) => marks.map(({ beat }) => beat))).toEqual([BEATS, BEATS])
  for (const { marks } of journeys) {
    for (const { beat, index, values } of marks) {
      TRUE_OF[beat]?.(values, stateAfter(run, index))
      const sends = run.stepAt(index).facts.map(({ fact }) => fact)
      if (beat === 'sent') {
        const to = `kafka-${String(values['leader'])}`
        expect(sends).toContainEqual(
          expect.objectContaining({ api: 'Produce', kind: 'request', to }),
        )
      }
      if (beat === 'committed') {
        const answer = { api: 'Produce', kind: 'response', to: FIRST_MINUTE.producer }
        expect(sends).toContainEqual(expect.objectContaining(answer))
      }
    }
  }
})

/** Every step of the minute with what is said at it. */
function stepsOf(run: Run): readonly MinuteStep[] {
  const { leader, leaderEpoch, isr } = stateAfter(run, run.endIndex() - 1).partition
  expect([leader, leaderEpoch]).toEqual([2, 1])
  const leadership = { epoch: leaderEpoch, isr: isr.join(', ') }
  return [
    { step: 'watch' },
    { step: 'watchYours' },
    { step: 'send' },
    { step: 'unplug', broker: 1, leadership: { epoch: 0, isr: '1, 2, 3' } },
    { step: 'watchLeader', broker: 1 },
    { step: 'ask', leader: leader ?? 0, leadership },
    ...BEATS.map((beat): MinuteStep => {
      const isRight = beat === 'committed'
      const answer = { beat, isRight, offset: 1234, at: 7_877_297, committedAt: 7_899_198 }
      return { step: 'told', answer }
    }),
  ]
}

/** All that the first minute says in a language, by depth: in each the same order. */
function captionsOf(
  run: Run,
  journeys: readonly Journey[],
  language: 'en' | 'zh',
): readonly (readonly string[])[] {
  const t = sayIn(language)
  const steps = stepsOf(run)
  return DETAILS.map((detail) => [
    ...journeys.flatMap(({ marks, number }) =>
      marks.map((mark) => beatText(t, { mark, isYours: number > 0 }, detail)),
    ),
    ...steps.map((now) => minuteText(t, now, { detail, newest: null, cursor: 0 })),
  ])
}

test('every caption of the first minute fits in two lines, and a beat says more at each depth', async () => {
  await loadWords('zh')
  const run = told()
  const journeys = journeysOf(run, new Map())
  for (const language of LANGUAGES) {
    const captions = captionsOf(run, journeys, language)
    captions.forEach((said, depth) => {
      const room = captionRoom(DETAILS[depth] ?? 'story', language)
      const tooLong = said.filter((text) => captionLength(text, language) > room)
      expect(tooLong).toEqual([])
      expect(said.filter((text) => text === '' || /[{}]|undefined/.test(text))).toEqual([])
    })
    for (let at = 0; at < 2 * BEATS.length; at += 1) {
      const beat = captions.map((said) => said[at])
      expect(new Set(beat).size, beat.join(' | ')).toBe(DETAILS.length)
      for (const deeper of beat.slice(1)) expect(deeper).toMatch(/\d/)
    }
  }
})

test('a beat with one follower in sync speaks of that one', () => {
  const values = { offset: 0, end: 1, followers: '3', copies: 1, watermark: 0 }
  const mark: BeatMark = { beat: 'copied', index: 1, at: 1, values }
  const said = DETAILS.map((detail) => beatText(sayIn('en'), { mark, isYours: false }, detail))
  expect(said[0]).not.toContain('both')
  expect(said[1]).toContain('log of broker 3 ends at 1')
})

test('that it was read is said while it happens, and the offer when time goes on', () => {
  const run = told()
  const [first, yours] = journeysOf(run, new Map())
  const leadership = { epoch: 0, isr: '1, 2, 3' }
  const offers: readonly (readonly [Journey | undefined, MinuteStep])[] = [
    [first, { step: 'send' }],
    [yours, { step: 'unplug', broker: 1, leadership }],
  ]
  for (const [journey, now] of offers) {
    const mark = present(journey?.marks.at(-1), 'it was read')
    const newest = { mark, isYours: journey === yours }
    for (const detail of DETAILS) {
      const said = (cursor: number) => minuteText(sayIn('en'), now, { detail, newest, cursor })
      expect(said(mark.index + 1)).toBe(beatText(sayIn('en'), newest, detail))
      expect(said(mark.index + 2)).not.toContain('**Read**')
    }
  }
})
