import { useRef, useState } from 'react'
import { currentMetadataLog } from '~/store/metadataLog'
import { Lens } from '../kit/lens/Lens'
import { useFrame } from '../kit/useFrame'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import { MetadataDrawing } from './MetadataDrawing'
import { MetadataTable } from './MetadataTable'
import { MetadataTools } from './MetadataTools'
import type { CellWidth } from './strip.geometry'
import './metadata.css'

const SHOWN_RECORDS = 300

/** The log of `__cluster_metadata` and what it replays to. EXPERIENCE C4. */
export function MetadataLens() {
  useFrame()
  const { t } = useWords()
  const [isText, toggle] = useTextView('metadata')
  const [cell, setCell] = useState<CellWidth>(86)
  const drawing = useRef<HTMLDivElement>(null)
  const newest = (endOffset: number) => ({
    from: Math.max(0, endOffset - SHOWN_RECORDS),
    to: endOffset,
  })
  const log = currentMetadataLog(newest)
  const tools = (
    <MetadataTools
      isText={isText}
      onText={toggle}
      cell={cell}
      onCell={setCell}
      drawings={() => [...(drawing.current?.querySelectorAll<SVGSVGElement>('svg') ?? [])]}
    />
  )
  const summary = t('metadata.summary', { end: log.endOffset })
  return (
    <Lens name="metadata" title={t('tab.metadata')} summary={summary} tools={tools}>
      {log.endOffset === 0 ? (
        <p className="lens-none">{t('metadata.none')}</p>
      ) : isText ? (
        <MetadataTable log={log} />
      ) : (
        <div className="meta-drawing" ref={drawing}>
          <MetadataDrawing cell={cell} />
        </div>
      )}
    </Lens>
  )
}
