import { useMemo } from 'react'
import { useStore } from 'zustand'
import { layout } from '~/store/layout'
import type { ClusterView } from '~/views/clusterView'
import type { Size } from './useSize'
import { useSize } from './useSize'
import type { StagePlan } from './useStageLayout'
import { useStageLayout } from './useStageLayout'

/** EXPERIENCE (b): glyphs of a projector are 1.6 times as large. */
const LARGEST_ZOOM = 1.6
/** The width that the matrix is drawn for then, px. */
const PRESENTED_WIDTH = 1060

/** The room that the stage has, and what stands where in it. */
export interface RoomPlan {
  readonly size: Size
  /** The ref of the element whose room it is. */
  readonly measure: (at: Element | null) => void
  readonly plan: StagePlan
  /** Larger than 1 for a projector. */
  readonly zoom: number
}

/** Measures the stage's room and lays the cluster out in it. */
export function useStagePlan(cluster: ClusterView): RoomPlan {
  const { size, measure } = useSize()
  const isPresenting = useStore(layout, (state) => state.isPresenting)
  const zoom = isPresenting ? zoomOf(size) : 1
  const plan = useStageLayout(cluster, useZoomed(size, zoom))
  return { size, measure, plan, zoom }
}

/** For a projector everything is drawn larger, as far as its columns still have room. */
function zoomOf({ width }: { readonly width: number }): number {
  return Math.max(1, Math.min(LARGEST_ZOOM, width / PRESENTED_WIDTH))
}

function useZoomed({ width, height }: Size, zoom: number): Size {
  return useMemo(
    () => ({ width: Math.floor(width / zoom), height: Math.floor(height / zoom) }),
    [width, height, zoom],
  )
}
