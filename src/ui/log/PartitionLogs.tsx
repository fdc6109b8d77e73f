import { useCallback, useRef, useState } from 'react'
import { Lens } from '../kit/Lens'
import { useFrame } from '../kit/useFrame'
import { useTextView } from '../kit/useTextView'
import { useWords } from '../kit/useWords'
import { LogBlock } from './LogBlock'
import { LogTables } from './LogTables'
import { LogTools } from './LogTools'
import type { CellSize } from './scale.geometry'
import { useShownPartitions } from '../kit/useShownPartitions'
import './log.css'

/** Partition log strips. EXPERIENCE C2. */
export function PartitionLogs() {
  const { t } = useWords()
  const { cluster, index } = useFrame()
  const [isText, toggle] = useTextView('logs')
  const [cell, setCell] = useState<CellSize>(28)
  const shown = useShownPartitions(cluster.topics, index)
  const strips = useRef<HTMLDivElement>(null)
  const drawings = useCallback(
    () => [...(strips.current?.querySelectorAll<SVGSVGElement>('svg.strip') ?? [])],
    [],
  )
  const tools = (
    <LogTools
      shown={shown}
      isText={isText}
      onText={toggle}
      cell={cell}
      onCell={setCell}
      drawings={drawings}
    />
  )
  const summary = t('log.summary', { count: shown.places.length, name: shown.key })
  return (
    <Lens name="logs" title={t('tab.logs')} summary={summary} tools={tools}>
      {shown.places.length === 0 ? <p className="lens-none">{t('log.none')}</p> : null}
      <div className="log-strips" ref={strips} tabIndex={isText ? 0 : -1}>
        {shown.places.map(({ topic, partition }) =>
          isText ? (
            <LogTables key={`${topic}-${partition}`} topic={topic} partition={partition} />
          ) : (
            <LogBlock
              key={`${topic}-${partition}`}
              topic={topic}
              partition={partition}
              cell={cell}
            />
          ),
        )}
      </div>
    </Lens>
  )
}
