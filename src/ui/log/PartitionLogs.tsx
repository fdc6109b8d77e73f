import { useCallback, useMemo, useRef, useState } from 'react'
import { Lens } from '../kit/lens/Lens'
import { useFrame } from '../kit/useFrame'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import { logLevel, usualCell } from './health'
import { LagBars } from './LagBars'
import { LogBlock } from './LogBlock'
import { LogTables } from './LogTables'
import { LogTools } from './LogTools'
import type { CellSize } from './scale.geometry'
import { useShownPartitions } from '../kit/lens/useShownPartitions'
import './log.css'

/** Partition log strips. EXPERIENCE C2. */
export function PartitionLogs() {
  const { t } = useWords()
  const { cluster, index } = useFrame()
  const [isText, toggle] = useTextView('logs')
  const shown = useShownPartitions(cluster.topics, index)
  const [wished, setWished] = useState<CellSize | null>(null)
  const cell = wished ?? usualCell(shown.places.length)
  const level = useMemo(() => logLevel(cluster, shown.places), [cluster, shown.places])
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
      onCell={setWished}
      drawings={drawings}
    />
  )
  const summary = t('log.summary', { count: shown.places.length, name: shown.key })
  return (
    <Lens name="logs" title={t('tab.logs')} summary={summary} tools={tools}>
      {shown.places.length === 0 ? <p className="lens-none">{t('log.none')}</p> : null}
      <div className="log-strips" ref={strips} tabIndex={isText ? 0 : -1}>
        {level.left + level.bars.length === 0 ? null : (
          <p className="log-level">
            {t('log.worst', { count: level.strips.length, all: shown.places.length })}
          </p>
        )}
        {level.strips.map(({ topic, partition }) =>
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
        {level.bars.length === 0 ? null : <LagBars bars={level.bars} onChoose={shown.choose} />}
      </div>
    </Lens>
  )
}
