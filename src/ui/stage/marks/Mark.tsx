import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { affected } from '~/store/affected'
import { isSameThing, follow, select, selection } from '~/store/selection'
import type { Selected } from '~/store/selection'
import { keyOf, keyOfCopies } from '~/store/thingKey'
import { pointing, useIsHovered } from '../../kit/hover/useHovered'
import { current, makeCurrent } from './current'
import type { Box } from '../place/layout'

interface MarkProps {
  readonly thing: Selected
  /** Its name for those who do not see it. */
  readonly name: string
  readonly box: Box
  readonly children?: ReactNode
}

/** Something on the stage that can be chosen: drawn content with its ring and its name. */
export function Mark({ thing, name, box, children }: MarkProps) {
  const key = keyOf(thing)
  const isCurrent = useStore(current, (state) => state.key === key)
  const isSelected = useStore(selection, (state) => isSameThing(state.selected, thing))
  const isFaint = useStore(affected, ({ keys }) => keys !== null && !isAffected(keys, thing))
  const isHovered = useIsHovered(thing.kind === 'replica' ? [key, keyOfCopies(thing)] : [key])
  const points = pointing(() => [thing])
  return (
    <g
      role="button"
      className="stage-mark"
      tabIndex={isCurrent ? 0 : -1}
      data-key={key}
      data-hovered={isHovered || undefined}
      data-faint={isFaint || undefined}
      aria-label={name}
      aria-pressed={isSelected}
      onClick={() => select(thing)}
      onDoubleClick={() => follow(thing)}
      {...points}
      onFocus={(event) => {
        makeCurrent(key)
        points.onFocus(event)
      }}
    >
      {children}
      <rect
        className="stage-ring"
        x={box.x - 4}
        y={box.y - 4}
        width={box.width + 8}
        height={box.height + 8}
      />
    </g>
  )
}

/** True when a preview is about a mark: its own, its process or its partition. */
function isAffected(keys: ReadonlySet<string>, thing: Selected): boolean {
  switch (thing.kind) {
    case 'broker':
    case 'controller':
    case 'client':
      return keys.has(`process/${thing.process}`)
    case 'replica':
    case 'partition':
      return keys.has(`partition/${thing.topic}-${thing.partition}`)
    case 'group':
      return keys.has(`group/${thing.id}`)
    default:
      return true
  }
}
