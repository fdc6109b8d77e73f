import { memo } from 'react'
import type { ClusterView, ControllerView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { hexagon } from '../../kit/familyGlyphs'
import type { Hexagon, StageLayout } from '../place/layout'
import { Mark } from './Mark'

interface ShelfProps {
  readonly layout: StageLayout
  readonly controllers: ClusterView['controllers']
  readonly epoch: number
  /** Ids of brokers that are up: the trunk reaches them. */
  readonly up: string
}

/** The controllers above the rows, and the trunk down the row headers. EXPERIENCE C1, controller. */
export const Shelf = memo(function Shelf({ layout, controllers, epoch, up }: ShelfProps) {
  const { t } = useWords()
  const { hexagons, trunkX, quorumTitle, form } = layout
  const upIds = up.split(' ')
  const [first, last] = [hexagons[0], hexagons.at(-1)]
  const lowest = layout.rows.at(-1)
  const alive = controllers.filter((controller) => controller.up && !controller.paused).length
  return (
    <g>
      {first === undefined || last === undefined || form === 'phone' ? null : (
        <path className="stage-trunk" d={`M${trunkX} ${first.y}H${last.x}`} />
      )}
      {lowest === undefined || form === 'phone' ? null : (
        <path className="stage-trunk" d={`M${trunkX} ${first?.y ?? 26}V${lowest.chipY}`} />
      )}
      {form === 'phone'
        ? null
        : layout.rows.map(({ id, box, chipY }) => (
            <path
              key={id}
              className={upIds.includes(String(id)) ? 'stage-trunk' : 'stage-trunk stage-trunk-off'}
              d={`M${trunkX} ${chipY}H${box.x}`}
            />
          ))}
      <text className="stage-strong" x={quorumTitle.x} y={quorumTitle.y}>
        {t('stage.quorum')}
      </text>
      <text
        className="stage-dim"
        fontSize={form === 'phone' ? 12 : 13}
        x={quorumTitle.x}
        y={quorumTitle.y + 18}
      >
        {t('stage.epoch', { epoch, up: alive, all: controllers.length })}
      </text>
      {hexagons.map((place) => {
        const controller = controllers.find(({ id }) => id === place.id)
        return controller === undefined ? null : (
          <ControllerMark key={place.id} place={place} controller={controller} form={form} />
        )
      })}
    </g>
  )
})

interface ControllerProps {
  readonly place: Hexagon
  readonly controller: ControllerView
  readonly form: StageLayout['form']
}

const ControllerMark = memo(function ControllerMark({ place, controller, form }: ControllerProps) {
  const { t } = useWords()
  const { id, process, x, y, radius } = place
  const { role, votesGranted, votesNeeded } = controller
  const isAsking = role === 'candidate' || role === 'prospective'
  const word = controller.paused ? t('state.paused') : t(`role.${role}`)
  const offset = controller.metadataEndOffset
  const name = t('node.controller', { id, role: word, epoch: controller.epoch, offset })
  const votes = t('node.votes', { votes: votesGranted, needed: votesNeeded })
  const box = { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2 }
  return (
    <Mark
      thing={{ kind: 'controller', id, process }}
      name={isAsking ? `${name}, ${votes}` : name}
      box={box}
    >
      <g
        className={`stage-controller stage-controller-${role}`}
        data-paused={controller.paused || undefined}
      >
        {role === 'leader' ? (
          <polygon className="stage-controller-halo" points={hexagon(x, y, radius + 4.5)} />
        ) : null}
        <polygon className="stage-controller-body" points={hexagon(x, y, radius)} />
        {role === 'down' ? (
          <>
            <polygon
              className="stage-texture"
              fill="url(#stage-cross)"
              points={hexagon(x, y, radius)}
            />
            <rect className="stage-plate" x={x - 7} y={y - 9} width={14} height={18} />
          </>
        ) : null}
        <text className="stage-mono" x={x} y={y + 5} textAnchor="middle">
          {id}
        </text>
        {isAsking ? (
          <Votes x={x} y={y - radius - 4} granted={votesGranted} needed={votesNeeded} />
        ) : null}
      </g>
      {form === 'phone' ? null : (
        <>
          <text className="stage-soft" fontSize={12} x={x + 28} y={y - 3}>
            {word}
          </text>
          <text className="stage-dim stage-mono" x={x + 28} y={y + 12}>
            {offset}
          </text>
        </>
      )}
    </Mark>
  )
})

interface VotesProps {
  readonly x: number
  readonly y: number
  readonly granted: number
  readonly needed: number
}

/** One pip for each vote that a majority takes: filled when granted. */
function Votes({ x, y, granted, needed }: VotesProps) {
  return Array.from({ length: Math.max(granted, needed) }, (_, index) => (
    <circle
      key={index}
      className={index < granted ? 'stage-pip stage-pip-granted' : 'stage-pip'}
      cx={x + (index - (Math.max(granted, needed) - 1) / 2) * 8}
      cy={y}
      r={2.5}
    />
  ))
}
