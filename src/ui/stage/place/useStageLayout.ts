import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { arrangement } from '~/store/arrangement'
import type { ClusterView } from '~/views/clusterView'
import { arrangedShape } from './arranged'
import type { StageLayout } from './layout'
import type { PhoneWindow } from './phone.geometry'
import { layoutPhone, phoneWindows } from './phone.geometry'
import { shapeKey, shapeOf } from './shape'
import { layoutMatrix } from './stage.geometry'
import type { Size } from './useSize'

/** At most this wide, the stage takes the phone's form. EXPERIENCE (b). */
const PHONE_UP_TO = 600

/** The layout of the stage, and what changes it. */
export interface StagePlan {
  readonly layout: StageLayout
  /** Turns the fold of a topic. */
  readonly onFold: (topic: string) => void
  /** The phone's windows of columns; empty in the matrix. */
  readonly windows: readonly PhoneWindow[]
  readonly shown: number
  readonly onShow: (index: number) => void
}

/** Lays the stage out again only when what stands on it, or its room, changes. */
export function useStageLayout(cluster: ClusterView, size: Size): StagePlan {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(() => new Set())
  const [wished, setWished] = useState(0)
  const key = shapeKey(cluster)
  // The key stands for everything of the cluster that the shape holds.
  const [kept, setKept] = useState(() => ({ key, shape: shapeOf(cluster) }))
  if (kept.key !== key) setKept({ key, shape: shapeOf(cluster) })
  const wishes = useStore(arrangement)
  const shape = useMemo(() => arrangedShape(kept.shape, wishes), [kept.shape, wishes])
  const isPhone = size.width > 0 && size.width <= PHONE_UP_TO
  const windows = useMemo(() => (isPhone ? phoneWindows(shape) : []), [shape, isPhone])
  const shown = Math.min(wished, Math.max(0, windows.length - 1))
  const layout = useMemo(() => {
    const wish = { shape, toggled, width: size.width, height: size.height }
    return isPhone ? layoutPhone(wish, windows[shown] ?? null) : layoutMatrix(wish)
  }, [shape, toggled, size, isPhone, windows, shown])
  const [onFold] = useState(() => (topic: string) => {
    setToggled((old) => {
      const next = new Set(old)
      if (!next.delete(topic)) next.add(topic)
      return next
    })
  })
  return { layout, onFold, windows, shown, onShow: setWished }
}
