import { useCallback, useRef } from 'react'
import { useStore } from 'zustand'
import { preferences } from '~/store/preferences'
import { Lens } from '../kit/lens/Lens'
import { drawingFile } from '../kit/lens/saveFile'
import { useTextView } from '../kit/lens/useTextView'
import { useWidth } from '../kit/useWidth'
import { useWords } from '../kit/text/useWords'
import { layoutLadder } from './ladder.geometry'
import { LadderDrawing } from './LadderDrawing'
import { LadderHeads } from './LadderHeads'
import { LadderText } from './LadderText'
import { LadderTold } from './LadderTold'
import { LadderTools } from './LadderTools'
import { useLadder } from './useLadder'
import type { ShownLadder } from './useLadder'
import './ladder.css'

/** Processes side by side, time downwards, messages between them. EXPERIENCE C5. */
export function LadderLens() {
  const { t } = useWords()
  const shown = useLadder()
  const [isText, toggle] = useTextView('ladder')
  const drawing = useRef<HTMLDivElement>(null)
  const { rows, hidden } = shown.ladder
  const file = useCallback(
    () => drawingFile([...(drawing.current?.querySelectorAll<SVGSVGElement>('svg.ladder') ?? [])]),
    [],
  )
  const tools = (
    <LadderTools shown={shown} isText={isText} onText={toggle} drawing={isText ? null : file} />
  )
  const summary = t('ladder.summary', { count: rows.length, hidden, lanes: shown.lanes.length })
  return (
    <Lens name="ladder" title={t('tab.ladder')} summary={summary} tools={tools}>
      {rows.length === 0 ? <p className="lens-none">{t('ladder.none')}</p> : null}
      {rows.length > 0 && isText ? <LadderText shown={shown} /> : null}
      {rows.length > 0 && !isText ? (
        <div className="ladder-drawings" ref={drawing}>
          <Drawing shown={shown} />
        </div>
      ) : null}
      {isText || rows.length === 0 ? null : <LadderTold shown={shown} />}
    </Lens>
  )
}

function Drawing({ shown }: { readonly shown: ShownLadder }) {
  const [measure, width] = useWidth()
  const detail = useStore(preferences, (state) => state.detail)
  const layout = layoutLadder(shown.ladder, {
    width: Math.max(280, width),
    lanes: shown.lanes.map(({ process }) => process),
    ways: shown.ways,
    cursor: shown.cursor,
    saysNames: detail !== 'story',
    saysTimers: detail === 'wire',
  })
  return (
    <div className="ladder-scroll" ref={measure}>
      <LadderHeads layout={layout} shown={shown} />
      <LadderDrawing layout={layout} shown={shown} />
    </div>
  )
}
