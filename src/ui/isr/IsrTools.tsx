import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { TopicView } from '~/views/clusterView'
import type { IsrHistory } from '~/views/isrHistory'
import { PartitionChooser } from '../kit/PartitionChooser'
import { csvFile, drawingFile, saveFile } from '../kit/saveFile'
import type { ShownPartitions } from '../kit/useShownPartitions'
import { useWords } from '../kit/useWords'
import { changeRows } from './changeRows'
import '../kit/choices.css'

interface IsrToolsProps {
  readonly topics: readonly TopicView[]
  readonly shown: ShownPartitions
  readonly histories: readonly IsrHistory[]
  readonly isText: boolean
  readonly onText: (isText: boolean) => void
  readonly drawings: () => readonly SVGSVGElement[]
}

/** Which partition, as text, and what can be taken away. */
export function IsrTools(props: IsrToolsProps) {
  const { t } = useWords()
  const { topics, shown, histories, isText } = props
  const file = `isr-${shown.key.replace('/', '')}`
  return (
    <div className="lens-tools isr-tools">
      <PartitionChooser topics={topics} shown={shown} />
      <button className="text-button" onClick={() => props.onText(!isText)}>
        {t(isText ? 'isr.drawing' : 'isr.text')}
      </button>
      <MenuTrigger>
        <Button className="text-button">{t('isr.export')}</Button>
        <Popover className="choice-popover">
          <Menu
            className="choice-menu"
            aria-label={t('isr.export')}
            disabledKeys={isText ? ['svg'] : []}
            onAction={(key) => {
              if (key === 'svg') {
                saveFile(`${file}.svg`, 'image/svg+xml', drawingFile(props.drawings()))
              } else saveFile(`${file}.csv`, 'text/csv', csvFile(changeRows(histories)))
            }}
          >
            <MenuItem id="svg" className="choice-item">
              {t('isr.svg')}
            </MenuItem>
            <MenuItem id="csv" className="choice-item">
              {t('isr.csv')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  )
}
