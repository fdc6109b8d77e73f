import { memo } from 'react'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { PartitionChooser } from '../kit/lens/PartitionChooser'
import { drawingFile } from '../kit/lens/saveFile'
import { TextButton } from '../kit/TextButton'
import { useWords } from '../kit/text/useWords'
import { recordRows } from './recordRows'
import type { CellSize } from './scale.geometry'
import type { ShownPartitions } from '../kit/lens/useShownPartitions'

interface LogToolsProps {
  readonly shown: ShownPartitions
  readonly isText: boolean
  readonly onText: () => void
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
    <>
      <PartitionChooser shown={shown} />
      {isText ? null : (
        <button className="text-button" onClick={() => onCell(next)}>
          <span className="visually-hidden">{t('log.size')}: </span>
          {t(`log.size.${cell}`)}
        </button>
      )}
      <TextButton isText={isText} onToggle={props.onText} />
      <ExportMenu
        file={shown.key.replace('/', '')}
        drawing={isText ? null : () => drawingFile(props.drawings())}
        rows={() => recordRows(shown.places)}
      />
    </>
  )
})
