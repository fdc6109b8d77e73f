import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import { select, selection } from '~/store/selection'
import type { Selected } from '~/store/selection'
import { keyOf } from '~/store/thingKey'
import type { Frame } from '~/store/frame'
import { useWords } from '../kit/text/useWords'
import { ActionBar } from './verbs/ActionBar'
import { actionsFor } from './verbs/actions'
import { chipBoxes, controllerBoxes, headBox, headBoxes } from './verbs/bar.geometry'
import { current, makeCurrent } from './marks/current'
import { CutLine } from './verbs/CutLine'
import { Dropped } from './traffic/Dropped'
import { LaterContextMenu } from './verbs/LaterMenus'
import type { Box, StageLayout } from './place/layout'
import { Moving } from './traffic/Moving'
import { RasterRow } from './marks/RasterRow'
import { AllSlips } from './marks/Slips'
import { StageStatic } from './StageStatic'
import type { Thing } from './marks/things'
import { thingsOf } from './marks/things'
import { Travelling } from './traffic/Travelling'
import { usePennants } from './traffic/usePennants'
import { useStageKeys } from './useStageKeys'

interface DrawingProps {
  readonly frame: Frame
  readonly layout: StageLayout
  readonly scale: number
  readonly onFold: (topic: string) => void
  /** Set while a line is to be drawn: what comes after it. */
  readonly onCut: (() => void) | null
}

/** The stage as a drawing: what stands, what flies, and the verbs of what is chosen. */
export function StageDrawing({ frame, layout, scale, onFold, onCut }: DrawingProps) {
  const { t } = useWords()
  const { cluster, index } = frame
  const detail = useStore(preferences, (state) => state.detail)
  const things = useMemo(() => thingsOf(layout, cluster), [layout, cluster])
  const latest = useRef(things)
  useEffect(() => {
    latest.current = things
    keepTabStop(things.map(({ key }) => key))
  }, [things])
  const [menuAt, setMenuAt] = useState<Element | null>(null)
  const svg = useRef<SVGSVGElement>(null)
  const onKeyDown = useStageKeys({
    things: useCallback(() => latest.current, []),
    onMenu: useCallback((key: string) => {
      setMenuAt(svg.current?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? null)
    }, []),
  })
  const { ghosts, travelling, arriving } = usePennants(index)
  const [width, height] = [layout.width * scale, layout.height * scale]
  const standing = { layout, cluster, detail, ghosts, arriving, onFold }
  return (
    <div className="stage-sheet" style={{ width, height }}>
      <svg
        ref={svg}
        role="group"
        className="stage-svg"
        aria-label={t('stage.label')}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        width={width}
        height={height}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.target === event.currentTarget) select(null)
        }}
        onContextMenu={(event) => {
          const found = event.target instanceof Element ? event.target.closest('.stage-mark') : null
          const thing = things.find(({ key }) => key === found?.getAttribute('data-key'))
          if (found === null || thing === undefined) return
          event.preventDefault()
          select(thing.selected)
          setMenuAt(found)
        }}
      >
        <StageStatic {...standing} raster={RasterRow} />
      </svg>
      <Over {...{ layout, cluster, detail, width, height }} ghosts={travelling} />
      {onCut === null ? null : (
        <CutLine cluster={cluster} layout={layout} scale={scale} onDone={onCut} />
      )}
      <Verbs
        {...{ frame, layout, things, scale }}
        room={{ width, height }}
        menuAt={menuAt}
        onMenu={setMenuAt}
      />
    </div>
  )
}

type OverProps = Parameters<typeof Moving>[0] & {
  readonly ghosts: Parameters<typeof Travelling>[0]['ghosts']
  readonly width: number
  readonly height: number
}

/** A layer of its own: what stands is not painted again while messages fly over it. */
function Over({ layout, cluster, detail, ghosts, width, height }: OverProps) {
  return (
    <svg
      className="stage-svg stage-over"
      aria-hidden="true"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={width}
      height={height}
    >
      {ghosts.length === 0 ? null : <Travelling layout={layout} ghosts={ghosts} />}
      <Dropped layout={layout} />
      <Moving layout={layout} cluster={cluster} detail={detail} />
      {/* What waits is read while messages come and go: their ways pass under its words. */}
      <g className="stage-words">
        <AllSlips layout={layout} brokers={cluster.brokers} detail={detail} />
      </g>
    </svg>
  )
}

interface VerbsProps {
  readonly frame: Frame
  readonly layout: StageLayout
  readonly things: readonly Thing[]
  readonly scale: number
  readonly room: { readonly width: number; readonly height: number }
  /** The mark whose menu is open, or null. */
  readonly menuAt: Element | null
  readonly onMenu: (at: Element | null) => void
}

/** The verbs of what is chosen: as a bar under it, or as its menu. */
function Verbs({ frame, layout, things, scale, room, menuAt, onMenu }: VerbsProps) {
  const { t } = useWords()
  const chosen = useStore(selection, (state) => state.selected)
  const actions = actionsFor(t, frame.cluster, chosen)
  if (actions === null || chosen === null) return null
  if (menuAt === null) {
    const mark = things.find(({ key }) => key === keyOf(chosen))
    const controllers = controllerBoxes(layout)
    const spoken = chosen.kind === 'controller' ? controllers.get(chosen.process) : undefined
    const box = spoken ?? mark?.box ?? standingBox(layout, chosen)
    if (box === null) return null
    const others = [
      ...things
        .filter(({ key, parent }) => key !== mark?.key && parent === null)
        .map((thing) => ({ box: scaled(thing.box, scale), weight: weightOf(thing) })),
      ...chipBoxes(layout, chosen).map((chip) => ({ ...chip, box: scaled(chip.box, scale) })),
      ...[...headBoxes(layout), ...controllers.values()]
        .filter((words) => words !== spoken)
        .map((words) => ({ box: scaled(words, scale), weight: 6 })),
    ]
    const rows = layout.rows[0]?.box ?? box
    const widest = (rows.x + rows.width - layout.dividerX - 10) * scale
    return <ActionBar {...{ actions, room, others, widest }} box={scaled(box, scale)} />
  }
  return (
    <LaterContextMenu
      at={menuAt}
      label={t('act.for', { name: actions.name })}
      actions={[...actions.verbs, ...actions.links()]}
      onClose={() => onMenu(null)}
    />
  )
}

/** What a bar should rather not cover: who has nothing but its box beside the rows or above them. */
function weightOf({ selected }: Thing): number {
  const { kind } = selected ?? {}
  return kind === 'client' || kind === 'group' || kind === 'controller' ? 12 : 4
}

/** The bar of what has no mark that stands still is at the top: messages move on. */
const STANDING_BAR: ReadonlySet<string> = new Set(['message', 'link', 'partition', 'group'])
const MESSAGE_BAR = { x: 560, y: 0, width: 0, height: 0 }

function standingBox(layout: StageLayout, chosen: Selected): Box | null {
  return STANDING_BAR.has(chosen.kind) ? (headBox(layout, chosen) ?? MESSAGE_BAR) : null
}

function scaled(box: typeof MESSAGE_BAR, scale: number) {
  const { x, y, width, height } = box
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale }
}

/** There is one tab stop while there is any mark. */
function keepTabStop(keys: readonly string[]): void {
  const { key } = current.getState()
  if (key === null || !keys.includes(key)) makeCurrent(keys[0] ?? null)
}
