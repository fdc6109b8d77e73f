import { useMemo } from 'react'
import { useStore } from 'zustand'
import { knownEvents } from '~/store/knownEvents'
import { currentLadder, currentPath, ladder } from '~/store/ladder'
import { preferences } from '~/store/preferences'
import type { ClusterView } from '~/views/clusterView'
import type { Ladder } from '~/views/ladder'
import type { CriticalPath, Relation } from '~/views/ladderCauses'
import { hiddenWays, relationsTo } from '~/views/ladderCauses'
import { processText } from '../kit/text/processText'
import { useFrame } from '../kit/useFrame'

/** A process with its name. */
export interface Lane {
  readonly process: string
  readonly name: string
}

/** Everything that the ladder shows. */
export interface ShownLadder {
  readonly ladder: Ladder
  /** Lanes from left to right, without those that are hidden. */
  readonly lanes: readonly Lane[]
  readonly hidden: readonly Lane[]
  readonly ways: ReturnType<typeof hiddenWays>
  readonly chosen: number | null
  /** How events stand to the chosen one; null: none is chosen. */
  readonly relations: ReadonlyMap<number, Relation> | null
  readonly path: CriticalPath | null
  readonly cursor: number
}

/** The stage's order: producers, servers, consumers, then tools. */
function stageOrder({ clients, brokers, controllers }: ClusterView): readonly string[] {
  const of = (kind: 'producer' | 'consumer' | 'admin') =>
    clients.flatMap((client) => (client.kind === kind ? [client.process] : []))
  const servers = [...controllers, ...brokers].toSorted((a, b) => a.id - b.id)
  const ids = servers.map(({ process }) => process)
  return [...new Set([...of('producer'), ...ids, ...of('consumer'), ...of('admin')])]
}

/** Processes that take part, servers always; those that a person moved stand where they were put. */
function laneOrder(
  cluster: ClusterView,
  { rows }: Ladder,
  moved: readonly string[],
): readonly string[] {
  const stage = stageOrder(cluster)
  const part = rows.flatMap((row) => (row.type === 'event' ? [row.process] : row.ends))
  const servers = stage.filter((process) => process.startsWith('kafka-'))
  const wanted = new Set([...servers, ...part])
  const first = moved.filter((process) => wanted.has(process))
  const usual = [...stage, ...part].filter((process) => wanted.has(process))
  return [...new Set([...first, ...usual])]
}

/** The ladder at the cursor with what a person chose in it. */
export function useLadder(): ShownLadder {
  const { cluster, index: cursor } = useFrame()
  const { detail, language } = useStore(preferences)
  const { reach, hides, order, chosen, showsPath } = useStore(ladder)
  const path = showsPath ? currentPath(chosen) : null
  const shown = currentLadder(reach, detail, path)
  const isInside = chosen !== null && chosen >= shown.first && chosen < shown.end
  const relations = useMemo(
    () => (isInside && path === null ? relationsTo(knownEvents(), shown, chosen) : null),
    [isInside, path, shown, chosen],
  )
  const names = new Map(cluster.clients.map(({ process, label }) => [process, label]))
  const all = laneOrder(cluster, shown, order).map((process): Lane => ({
    process,
    name: names.get(process) ?? processText(language, process),
  }))
  const hidden = all.filter(({ process }) => hides.includes(process))
  const ways = useMemo(
    () => (hides.length === 0 ? [] : hiddenWays(knownEvents(), shown.arrows, new Set(hides))),
    [shown, hides],
  )
  const lanes = all.filter(({ process }) => !hides.includes(process))
  return { ladder: shown, lanes, hidden, ways, chosen, relations, path, cursor }
}
