import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { currentFrame } from '~/store/frame'
import type { Selected } from '~/store/selection'
import type { ImageRow } from '~/views/metadataLogView'
import { pointing, useIsHovered } from '../kit/hover/useHovered'
import { useWords } from '../kit/text/useWords'
import { subjectOf } from './subject'
import { touchedKeys } from './touchedKeys'
import { seenRows } from './treeRows'

interface ImageTreeProps {
  readonly rows: readonly ImageRow[]
  /** Rows that the record touched; they are shown although their group is shut. */
  readonly touched: ReadonlySet<string>
  readonly title: string
}

const FIRST_OPEN: ReadonlySet<string> = new Set(['topics', 'brokers', 'features'])

/** What the log replays to, as a treegrid; the rows that a record touched are marked. */
export function ImageTree({ rows, touched, title }: ImageTreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(FIRST_OPEN)
  const [active, setActive] = useState<string | null>(null)
  const seen = seenRows(rows, toggled, touched)
  const at = Math.max(
    0,
    seen.findIndex(({ key }) => key === active),
  )
  const put = (key: string, isOpen: boolean) =>
    setToggled((old) => new Set(isOpen ? [...old, key] : [...old].filter((one) => one !== key)))
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const row = seen[at]
    const move = (to: number) => {
      const next = seen[Math.max(0, Math.min(seen.length - 1, to))]
      setActive(next?.key ?? null)
      event.currentTarget
        .querySelector<HTMLElement>(`[data-row="${CSS.escape(next?.key ?? '')}"]`)
        ?.focus()
    }
    const deed = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(seen.length - 1),
      ArrowRight: () => (row?.hasChildren === true ? put(row.key, true) : undefined),
      ArrowLeft: () => (row === undefined ? undefined : put(row.key, false)),
      Enter: () => (row === undefined ? undefined : put(row.key, !toggled.has(row.key))),
    }[event.key]
    if (deed === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  return (
    <section className="meta-image">
      <h2>{title}</h2>
      <div role="treegrid" className="meta-tree" aria-label={title} onKeyDown={onKey}>
        {seen.map((row, index) => (
          <TreeRow
            key={row.key}
            row={row}
            isTab={index === at}
            isOpen={toggled.has(row.key)}
            isTouched={touched.has(row.key)}
            onPress={() => {
              setActive(row.key)
              if (row.hasChildren) put(row.key, !toggled.has(row.key))
            }}
          />
        ))}
      </div>
    </section>
  )
}

/** What a row of the image is about. */
function thingsOfRow(key: string): readonly Selected[] {
  const subject = subjectOf([key], currentFrame().cluster)
  return subject === null ? [] : [subject]
}

interface TreeRowProps {
  readonly row: ImageRow
  readonly isTab: boolean
  readonly isOpen: boolean
  readonly isTouched: boolean
  readonly onPress: () => void
}

function TreeRow({ row, isTab, isOpen, isTouched, onPress }: TreeRowProps) {
  const { t } = useWords()
  const { key, level, name, value, hasChildren } = row
  const twist = isOpen ? '▾' : '▸'
  const isHovered = useIsHovered(touchedKeys([key]))
  return (
    <div
      role="row"
      className="meta-row"
      data-row={key}
      data-touched={isTouched || undefined}
      data-hovered={isHovered || undefined}
      {...pointing(() => thingsOfRow(key))}
      tabIndex={isTab ? 0 : -1}
      aria-level={level}
      aria-expanded={hasChildren ? isOpen : undefined}
      style={{ paddingInlineStart: 8 + (level - 1) * 14 }}
      onClick={onPress}
    >
      <span role="rowheader" className="meta-row-name">
        <span aria-hidden="true" className="meta-twist">
          {hasChildren ? twist : ''}
        </span>
        {name}
        {isTouched ? <span className="meta-touched">{t('metadata.touched')}</span> : null}
      </span>
      <span role="gridcell" className="meta-row-value">
        {value}
      </span>
    </div>
  )
}
