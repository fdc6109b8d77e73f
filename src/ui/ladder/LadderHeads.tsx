import { useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { planLadder } from '~/store/ladder'
import { thingsOfProcess } from '~/store/pointing'
import { keysOfProcess } from '~/store/thingKey'
import { fitText } from '../kit/text/text.geometry'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import { useWords } from '../kit/text/useWords'
import type { LadderLayout, LaneMark } from './ladder.geometry'
import { HEAD } from './ladder.geometry'
import type { Lane, ShownLadder } from './useLadder'
import { useLaneDrag } from './useLaneDrag'

interface LadderHeadsProps {
  readonly layout: LadderLayout
  readonly shown: ShownLadder
}

/** Lanes closer than this have their heads on two lines, px. */
const CLOSE = 96

/** The names of the lanes; they stay in sight, are dragged, and their menus order and hide. */
export function LadderHeads({ layout, shown }: LadderHeadsProps) {
  const { lanes } = layout
  const [first, second] = lanes
  const gap = first === undefined || second === undefined ? 160 : second.x - first.x
  const isClose = gap < CLOSE
  return (
    <div className="ladder-heads" style={{ width: layout.width, height: HEAD }}>
      {lanes.map(({ process, x }, at) => {
        const lane = shown.lanes.find((one) => one.process === process)
        if (lane === undefined) return null
        const width = isClose ? gap * 2 - 4 : gap - 4
        const place = { left: x - width / 2, width, top: isClose && at % 2 === 1 ? 22 : 0 }
        return (
          <LaneHead
            key={process}
            lane={lane}
            at={at}
            lanes={shown.lanes}
            marks={lanes}
            isClose={isClose}
            place={place}
          />
        )
      })}
    </div>
  )
}

interface LaneHeadProps {
  readonly lane: Lane
  readonly at: number
  readonly lanes: readonly Lane[]
  readonly marks: readonly LaneMark[]
  readonly isClose: boolean
  readonly place: { readonly left: number; readonly width: number; readonly top: number }
}

function LaneHead({ lane, at, lanes, marks, isClose, place }: LaneHeadProps) {
  const [isOpen, setOpen] = useState(false)
  const { width } = place
  const onPress = () => setOpen(true)
  const isHovered = useIsHovered(keysOfProcess(lane.process))
  const { by, isMoving, listens } = useLaneDrag(marks, lane.process, { width, onPress })
  return (
    <div
      className="ladder-head"
      data-close={isClose || undefined}
      data-dragged={isMoving || undefined}
      data-hovered={isHovered || undefined}
      {...pointing(() => thingsOfProcess(lane.process))}
      style={{ ...place, transform: isMoving ? `translateX(${by}px)` : undefined }}
      {...listens}
    >
      <LaneMenu {...{ lane, at, lanes, isOpen }} room={width - 8} onOpen={setOpen} />
    </div>
  )
}

interface LaneMenuProps {
  readonly lane: Lane
  readonly at: number
  readonly lanes: readonly Lane[]
  readonly room: number
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

function LaneMenu({ lane, at, lanes, room, isOpen, onOpen }: LaneMenuProps) {
  const { t } = useWords()
  const order = lanes.map(({ process }) => process)
  const move = (by: number) => {
    const rest = order.filter((process) => process !== lane.process)
    planLadder({ order: rest.toSpliced(at + by, 0, lane.process) })
  }
  const first = at === 0 ? ['left'] : []
  const last = at === lanes.length - 1 ? ['right'] : []
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpen}>
      <Button className="ladder-name" aria-label={t('ladder.lane', { name: lane.name })}>
        {fitText(lane.name, { size: 13, width: room })}
      </Button>
      <Popover className="choice-popover">
        <Menu
          className="choice-menu"
          aria-label={lane.name}
          disabledKeys={[...first, ...last, ...(lanes.length < 3 ? ['hide'] : [])]}
          onAction={(key) => {
            if (key === 'left') move(-1)
            else if (key === 'right') move(1)
            else hideLane(lane.process)
          }}
        >
          {(['left', 'right', 'hide'] as const).map((key) => (
            <MenuItem key={key} id={key} className="choice-item">
              {t(`ladder.${key}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function hideLane(process: string): void {
  planLadder(({ hides }) => ({ hides: [...hides, process] }))
}
