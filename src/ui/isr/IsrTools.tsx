import type { IsrHistory } from '~/views/isrHistory'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { PartitionChooser } from '../kit/lens/PartitionChooser'
import { drawingFile } from '../kit/lens/saveFile'
import { TextButton } from '../kit/TextButton'
import type { ShownPartitions } from '../kit/lens/useShownPartitions'
import { changeRows } from './changeRows'

interface IsrToolsProps {
  readonly shown: ShownPartitions
  readonly histories: readonly IsrHistory[]
  readonly isText: boolean
  readonly onText: () => void
  readonly drawings: () => readonly SVGSVGElement[]
}

/** Which partition, as text, and what can be taken away. */
export function IsrTools(props: IsrToolsProps) {
  const { shown, histories, isText, onText, drawings } = props
  return (
    <>
      <PartitionChooser shown={shown} />
      <TextButton isText={isText} onToggle={onText} />
      <ExportMenu
        file={`isr-${shown.key.replace('/', '')}`}
        drawing={isText ? null : () => drawingFile(drawings())}
        rows={() => changeRows(histories)}
      />
    </>
  )
}
