import { memo } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { TopicView } from '~/views/clusterView'
import { PartitionChooser } from '../kit/PartitionChooser'
import { csvFile, drawingFile, saveFile } from '../kit/saveFile'
import { useWords } from '../kit/useWords'
import { recordRows } from './recordRows'
import type { CellSize } from './scale.geometry'
import type { ShownPartitions } from '../kit/useShownPartitions'
import '../kit/choices.css'

interface LogToolsProps {
  readonly topics: readonly TopicView[]
  readonly shown: ShownPartitions
  readonly isText: boolean
  readonly onText: (isText: boolean) => void
  readonly cell: CellSize
  readonly onCell: (cell: CellSize) => void
  readonly drawings: () => readonly SVGSVGElement[]
}

const SIZES: readonly CellSize[] = [28, 12, 3]

/** Which partition, how dense, as text, and what can be taken away. */
export const LogTools = memo(function LogTools(props: LogToolsProps) {
  const { t } = useWords()
  const { shown, isText, cell, onCell } = props
  const next = SIZES[(SIZES.indexOf(cell) + 1) % SIZES.length] ?? 28
  return (
    <div className="lens-tools log-tools">
      <PartitionChooser topics={props.topics} shown={shown} />
      {isText ? null : (
        <button className="text-button" onClick={() => onCell(next)}>
          <span className="visually-hidden">{t('log.size')}: </span>
          {t(`log.size.${cell}`)}
        </button>
      )}
      <button className="text-button" onClick={() => props.onText(!isText)}>
        {t(isText ? 'log.drawing' : 'log.text')}
      </button>
      <MenuTrigger>
        <Button className="text-button">{t('log.export')}</Button>
        <Popover className="choice-popover">
          <Menu
            className="choice-menu"
            aria-label={t('log.export')}
            disabledKeys={isText ? ['svg'] : []}
            onAction={(key) => {
              if (key === 'svg') {
                saveFile(`${shown.key}.svg`, 'image/svg+xml', drawingFile(props.drawings()))
              } else saveFile(`${shown.key}.csv`, 'text/csv', csvFile(recordRows(shown.places)))
            }}
          >
            <MenuItem id="svg" className="choice-item">
              {t('log.svg')}
            </MenuItem>
            <MenuItem id="csv" className="choice-item">
              {t('log.csv')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  )
})
