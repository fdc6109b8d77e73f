import { useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../../kit/text/useWords'
import { placeFold } from './bar.geometry'
import type { Box } from '../place/layout'
import type { MenuParts } from './menuGroups'
import { VerbButton } from './VerbButton'

interface MoreProps {
  readonly groups: MenuParts['groups']
  /** Where the bar stands, px of the stage. */
  readonly at: Pick<Box, 'x' | 'y'>
  /** What the verbs are for, px of the stage. */
  readonly chosen: Box
  readonly onDone: () => void
}

/**
 * The verbs that have no room in a bar, in groups: they fold out of it, over whatever is beside the
 * stage, too.
 */
export function MoreVerbs({ groups, at, chosen, onDone }: MoreProps) {
  const { t } = useWords()
  const root = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Pick<Box, 'x' | 'y'> | null>(null)
  const { x, y, width, height } = chosen
  useLayoutEffect(() => {
    const bar = root.current?.parentElement?.getBoundingClientRect()
    const part = root.current?.getBoundingClientRect()
    if (bar === undefined || part === undefined) return
    setPlace(
      placeFold({
        bar,
        part: { width: part.width, height: part.height },
        chosen: { x: bar.x - at.x + x, y: bar.y - at.y + y, width, height },
        room: { width: window.innerWidth, height: window.innerHeight },
      }),
    )
  }, [groups.length, at.x, at.y, x, y, width, height])
  return (
    <div
      ref={root}
      className="stage-verbs"
      style={place === null ? { visibility: 'hidden' } : { left: place.x, top: place.y }}
    >
      {groups.map(({ group, actions }) => (
        <div key={group} role="group" aria-label={t(`act.group.${group}`)}>
          <span aria-hidden="true">{t(`act.group.${group}`)}</span>
          <div>
            {actions.map((action) => (
              <VerbButton key={action.id} action={action} onDone={onDone} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
