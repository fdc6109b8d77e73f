import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { currentMetadataLog } from '~/store/metadataLog'
import { csvFile, drawingFile, saveFile } from '../kit/saveFile'
import { useWords } from '../kit/useWords'
import type { CellWidth } from './strip.geometry'
import '../kit/choices.css'

interface MetadataToolsProps {
  readonly isText: boolean
  readonly onText: (isText: boolean) => void
  readonly cell: CellWidth
  readonly onCell: (cell: CellWidth) => void
  readonly drawings: () => readonly SVGSVGElement[]
}

/** Every record as a row of a file; the words of the first row are names of fields. */
function recordRows(): readonly (readonly (string | number)[])[] {
  const { records } = currentMetadataLog((endOffset) => ({ from: 0, to: endOffset }))
  return [
    ['offset', 'epoch', 'type', 'fields'],
    ...records.map(({ offset, epoch, type, fields }) => [
      offset,
      epoch,
      type,
      fields.map(([name, value]) => `${name}=${value}`).join(' '),
    ]),
  ]
}

/** How dense, as text, and what can be taken away. */
export function MetadataTools({ isText, onText, cell, onCell, drawings }: MetadataToolsProps) {
  const { t } = useWords()
  const next: CellWidth = cell === 86 ? 14 : 86
  return (
    <div className="lens-tools meta-tools">
      {isText ? null : (
        <button className="text-button" onClick={() => onCell(next)}>
          <span className="visually-hidden">{t('metadata.size')}: </span>
          {t(`metadata.size.${cell}`)}
        </button>
      )}
      <button className="text-button" onClick={() => onText(!isText)}>
        {t(isText ? 'metadata.drawing' : 'metadata.text')}
      </button>
      <MenuTrigger>
        <Button className="text-button">{t('metadata.export')}</Button>
        <Popover className="choice-popover">
          <Menu
            className="choice-menu"
            aria-label={t('metadata.export')}
            disabledKeys={isText ? ['svg'] : []}
            onAction={(key) => {
              if (key === 'svg') {
                saveFile('metadata-log.svg', 'image/svg+xml', drawingFile(drawings()))
              } else saveFile('metadata-log.csv', 'text/csv', csvFile(recordRows()))
            }}
          >
            <MenuItem id="svg" className="choice-item">
              {t('metadata.svg')}
            </MenuItem>
            <MenuItem id="csv" className="choice-item">
              {t('metadata.csv')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  )
}
