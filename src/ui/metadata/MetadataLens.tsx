import { useRef, useState } from 'react'
import { currentMetadataLog } from '~/store/metadataLog'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
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
  const [isText, setText] = useState(false)
  const [cell, setCell] = useState<CellWidth>(86)
  const drawing = useRef<HTMLDivElement>(null)
  const newest = (endOffset: number) => ({
    from: Math.max(0, endOffset - SHOWN_RECORDS),
    to: endOffset,
  })
  const log = currentMetadataLog(newest)
  if (log.endOffset === 0) return <p className="meta-none">{t('metadata.none')}</p>
  return (
    <div className="meta-lens">
      <MetadataTools
        isText={isText}
        onText={setText}
        cell={cell}
        onCell={setCell}
        drawings={() => [...(drawing.current?.querySelectorAll<SVGSVGElement>('svg') ?? [])]}
      />
      {isText ? (
        <MetadataTable log={log} />
      ) : (
        <div className="meta-drawing" ref={drawing}>
          <MetadataDrawing cell={cell} />
        </div>
      )}
    </div>
  )
}
