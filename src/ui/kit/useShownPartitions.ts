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

/** Which partitions are shown: what is selected, or all of a topic. */
export interface ShownPartitions {
  readonly places: readonly Place[]
  /** The chooser's key: `topic-n`, or `topic/` for all of the topic. */
  readonly key: string
  readonly choose: (key: string) => void
}

/** The key of all partitions of a topic. */
export function allKey(topic: string): string {
  return `${topic}/`
}

/** Every partition, topics of people first. */
function placesOf(topics: readonly TopicView[]): readonly Place[] {
  return topics
    .toSorted((a, b) => Number(a.internal) - Number(b.internal))
    .flatMap(({ name, partitions }) =>
      partitions.map(({ partition }) => ({ topic: name, partition })),
    )
}

const nameOf = ({ topic, partition }: Place) => `${topic}-${partition}`

/** The partition of people that the newest moment up to an event is about; none: empty. */
function toldOf(topics: readonly TopicView[], index: number): string {
  const own = new Set(
    topics
      .filter(({ internal }) => !internal)
      .flatMap(({ name, partitions }) => partitions.map(({ partition }) => `${name}-${partition}`)),
  )
  const moments = currentRun().moments()
  const isTold = (about: string | null) => about !== null && own.has(about)
  return moments.findLast((row) => row.index < index && isTold(row.about))?.about ?? ''
}

/**
 * What the lens shows: it follows the selection until all of a topic is chosen, and before that
 * what the captions tell of.
 */
export function useShownPartitions(topics: readonly TopicView[], index: number): ShownPartitions {
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

function shownOf(
  topics: readonly TopicView[],
  first: string,
  choose: (key: string) => void,
): ShownPartitions {
  const places = placesOf(topics)
  const found = places.filter((place) => nameOf(place) === first || allKey(place.topic) === first)
  const shown = found.length > 0 ? found : places.slice(0, 1)
  return {
    places: shown,
    key: found.length > 0 ? first : shown.map(nameOf).join(),
    choose: (key) => {
      choose(key)
      const place = places.find((other) => nameOf(other) === key)
      if (place !== undefined) select({ kind: 'partition', ...place })
    },
  }
}
