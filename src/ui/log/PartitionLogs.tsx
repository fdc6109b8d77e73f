import { useCallback, useRef, useState } from 'react'
import { useFrame } from '../kit/useFrame'
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
  const [isText, setText] = useState(false)
  const [cell, setCell] = useState<CellSize>(28)
  const shown = useShownPartitions(cluster.topics, index)
  const strips = useRef<HTMLDivElement>(null)
  const drawings = useCallback(
    () => [...(strips.current?.querySelectorAll<SVGSVGElement>('svg.strip') ?? [])],
    [],
  )
  if (shown.places.length === 0) return <p className="log-none">{t('log.none')}</p>
  return (
    <div className="log-lens">
      <LogTools
        topics={cluster.topics}
        shown={shown}
        isText={isText}
        onText={setText}
        cell={cell}
        onCell={setCell}
        drawings={drawings}
      />
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
    </div>
  )
}
