import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { select, selection } from '~/store/selection'
import { currentRun } from '~/store/session'
import type { TopicView } from '~/views/clusterView'

/** A partition by its topic and number. */
export interface Place {
  readonly topic: string
  readonly partition: number
}

/** What can be chosen of a topic. */
export interface TopicNames {
  readonly name: string
  readonly internal: boolean
  readonly partitions: readonly number[]
}

/** Which partitions are shown: what is selected, or all of a topic. */
export interface ShownPartitions {
  readonly places: readonly Place[]
  /** All that can be shown; the same list until a topic comes, goes or grows. */
  readonly topics: readonly TopicNames[]
  /** The chooser's key: `topic-n`, or `topic/` for all of the topic. */
  readonly key: string
  readonly choose: (key: string) => void
}

/** The key of all partitions of a topic. */
export function allKey(topic: string): string {
  return `${topic}/`
}

/** Every partition, topics of people first. */
function placesOf(topics: readonly TopicNames[]): readonly Place[] {
  return topics
    .toSorted((a, b) => Number(a.internal) - Number(b.internal))
    .flatMap(({ name, partitions }) => partitions.map((partition) => ({ topic: name, partition })))
}

const nameOf = ({ topic, partition }: Place) => `${topic}-${partition}`

/** The partition of people that the newest moment up to an event is about; none: empty. */
function toldOf(topics: readonly TopicNames[], index: number): string {
  const own = new Set(
    topics
      .filter(({ internal }) => !internal)
      .flatMap(({ name, partitions }) => partitions.map((partition) => `${name}-${partition}`)),
  )
  const moments = currentRun().moments()
  const isTold = (about: string | null) => about !== null && own.has(about)
  return moments.findLast((row) => row.index < index && isTold(row.about))?.about ?? ''
}

/**
 * What the lens shows: it follows the selection until all of a topic is chosen, and before that
 * what the captions tell of.
 */
export function useShownPartitions(shown: readonly TopicView[], index: number): ShownPartitions {
  const topics = useTopicNames(shown)
  const selected = useStore(selection, (state) => state.selected)
  const [chosen, setChosen] = useState('')
  const [seen, setSeen] = useState(selected)
  const isPlace =
    selected?.kind === 'partition' || selected?.kind === 'replica' || selected?.kind === 'record'
  if (selected !== seen) {
    setSeen(selected)
    if (isPlace && chosen !== allKey(selected.topic)) setChosen(nameOf(selected))
  }
  const followed = isPlace ? nameOf(selected) : toldOf(topics, index)
  const first = chosen === '' ? followed : chosen
  return useMemo(() => shownOf(topics, first, setChosen), [topics, first])
}

/** The names of topics; another list only where one of them is another. */
function useTopicNames(shown: readonly TopicView[]): readonly TopicNames[] {
  const [kept, keep] = useState<readonly TopicNames[]>([])
  const isSame =
    kept.length === shown.length && shown.every((topic, at) => isNamed(kept[at], topic))
  if (isSame) return kept
  const names = shown.map(({ name, internal, partitions }) => {
    return { name, internal, partitions: partitions.map(({ partition }) => partition) }
  })
  keep(names)
  return names
}

function isNamed(names: TopicNames | undefined, { name, partitions }: TopicView): boolean {
  if (names?.name !== name || names.partitions.length !== partitions.length) return false
  return partitions.every(({ partition }, at) => names.partitions[at] === partition)
}

function shownOf(
  topics: readonly TopicNames[],
  first: string,
  choose: (key: string) => void,
): ShownPartitions {
  const places = placesOf(topics)
  const found = places.filter((place) => nameOf(place) === first || allKey(place.topic) === first)
  const shown = found.length > 0 ? found : places.slice(0, 1)
  return {
    topics,
    places: shown,
    key: found.length > 0 ? first : shown.map(nameOf).join(),
    choose: (key) => {
      choose(key)
      const place = places.find((other) => nameOf(other) === key)
      if (place !== undefined) select({ kind: 'partition', ...place })
    },
  }
}
