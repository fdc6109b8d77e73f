import type { ReactNode } from 'react'
import { keyOfPartitions } from '~/store/thingKey'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import type { Place } from '../kit/lens/useShownPartitions'
import { useWords } from '../kit/text/useWords'
import type { PartitionHealth } from './health'
import './lagBars.css'

interface BarButtonProps {
  readonly place: Place
  readonly onPress: () => void
  readonly children: ReactNode
}

function BarButton({ place, onPress, children }: BarButtonProps) {
  const { topic, partition } = place
  const isHovered = useIsHovered([keyOfPartitions(`${topic}-${partition}`)])
  return (
    <button
      className="lag-bar"
      data-hovered={isHovered || undefined}
      onClick={onPress}
      {...pointing(() => [{ kind: 'partition', topic, partition }])}
    >
      {children}
    </button>
  )
}

interface LagBarsProps {
  readonly bars: readonly PartitionHealth[]
  readonly onChoose: (key: string) => void
}

/** Partitions that have no strips: how far their furthest replica is behind; a press shows its strips. */
export function LagBars({ bars, onChoose }: LagBarsProps) {
  const { t } = useWords()
  const most = bars.reduce((sum, { behind }) => Math.max(sum, behind), 1)
  return (
    <ul className="lag-bars" aria-label={t('log.bars', { count: bars.length })}>
      {bars.map((one) => {
        const key = `${one.topic}-${one.partition}`
        const { isr, replicas, behind } = one
        const isUnwell = !one.hasLeader || isr < one.minIsr
        return (
          <li key={key}>
            <BarButton place={one} onPress={() => onChoose(key)}>
              <span className="lag-bar-name">{key}</span>
              <span className="lag-bar-room" aria-hidden="true">
                <span className="lag-bar-fill" style={{ width: `${(behind / most) * 100}%` }} />
              </span>
              <span className="lag-bar-says" data-unwell={isUnwell || undefined}>
                {one.hasLeader
                  ? t('log.bar', { isr, replicas, behind })
                  : t('log.bar.leaderless', { isr, replicas, behind })}
              </span>
            </BarButton>
          </li>
        )
      })}
    </ul>
  )
}
