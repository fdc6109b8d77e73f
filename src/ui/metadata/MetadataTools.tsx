import { currentMetadataLog } from '~/store/metadataLog'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { drawingFile } from '../kit/lens/saveFile'
import { TextButton } from '../kit/TextButton'
import { useWords } from '../kit/text/useWords'
import type { CellWidth } from './strip.geometry'

interface MetadataToolsProps {
  readonly isText: boolean
  readonly onText: () => void
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
    <>
      {isText ? null : (
        <button className="text-button" onClick={() => onCell(next)}>
          <span className="visually-hidden">{t('metadata.size')}: </span>
          {t(`metadata.size.${cell}`)}
        </button>
      )}
      <TextButton isText={isText} onToggle={onText} />
      <ExportMenu
        file="metadata-log"
        drawing={isText ? null : () => drawingFile(drawings())}
        rows={recordRows}
      />
    </>
  )
}
