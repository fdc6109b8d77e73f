import { comparedLog } from '~/store/compare'
import type { Which } from '~/store/compare'
import type { Place } from '../../kit/lens/useShownPartitions'
import { useWidth } from '../../kit/useWidth'
import { useWords } from '../../kit/text/useWords'
import { layoutStrip } from '../../log/log.geometry'
import { visibleOffsets } from '../../log/scale.geometry'
import { Strip } from '../../log/Strip'
import { useStripWords } from '../../log/useStripWords'
import '../../log/log.css'

interface LogsProps {
  readonly which: Which
  readonly name: string
  readonly place: Place
}

/** One partition's logs in one future, at the newest offsets; rows that differ have a diamond. */
export function ComparedLogs({ which, name, place }: LogsProps) {
  const { t } = useWords()
  const words = useStripWords()
  const [measure, width] = useWidth()
  const room = { width: Math.max(240, width), scroll: null, cell: 12 } as const
  const log = comparedLog(which, { ...place, window: (range) => visibleOffsets(range, room) })
  const other = comparedLog(which === 'a' ? 'b' : 'a', place)
  const partition = `${place.topic}-${place.partition}`
  const layout = log === null || width === 0 ? null : layoutStrip(log, room, words)
  const differing = (layout?.rows ?? []).filter(({ replica }) => {
    const twin = other?.replicas.find(({ broker }) => broker === replica.broker)
    const own = [replica.standing, replica.logEndOffset, replica.epochs.at(-1)?.epoch]
    return own.join() !== [twin?.standing, twin?.logEndOffset, twin?.epochs.at(-1)?.epoch].join()
  })
  return (
    <div className="compare-room" ref={measure}>
      {layout === null ? null : (
        <div
          className="compare-logs"
          role="img"
          aria-label={t('compare.logs', { name, partition, count: differing.length })}
        >
          <div inert>
            <Strip
              layout={layout}
              title={partition}
              offsetWord={t('log.offset')}
              label={t('log.strips', { partition })}
              tab={null}
              hovered={null}
              selectedBroker={null}
              onSelectBroker={() => undefined}
            />
          </div>
          <svg className="compare-over" aria-hidden="true" width={width} height={layout.height}>
            {differing.map(({ replica, y }) => (
              <path
                key={replica.broker}
                className="compare-place"
                transform={`translate(8 ${y + 12})`}
                d="M0 -6l6 6l-6 6l-6 -6z"
              />
            ))}
          </svg>
        </div>
      )}
    </div>
  )
}
