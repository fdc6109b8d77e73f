import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { copyText } from './copyText'
import { csvFile, saveFile } from './saveFile'
import { savePng } from './savePng'
import { useWords } from './useWords'
import './choices.css'

/** Rows of a table; the first one names the columns. */
export type Rows = readonly (readonly (string | number | null)[])[]

interface ExportMenuProps {
  /** The file's name without its ending. */
  readonly file: string
  /** The drawing as an SVG file, or null while there is none: the text view is shown. */
  readonly drawing: (() => string) | null
  readonly rows: () => Rows
  /** What the text view says; without it the rows are copied. */
  readonly text?: () => string
}

function textOf(rows: Rows): string {
  return rows.map((row) => row.map((cell) => cell ?? '').join('\t')).join('\n')
}

/** What can be taken away from a lens: the drawing, the table, the words. */
export function ExportMenu({ file, drawing, rows, text }: ExportMenuProps) {
  const { t } = useWords()
  const deeds: Readonly<Record<string, () => void>> = {
    svg: () => saveFile(`${file}.svg`, 'image/svg+xml', drawing?.() ?? ''),
    png: () => void savePng(`${file}.png`, drawing?.() ?? ''),
    csv: () => saveFile(`${file}.csv`, 'text/csv', csvFile(rows())),
    text: () => copyText(text?.() ?? textOf(rows())),
  }
  return (
    <MenuTrigger>
      <Button className="text-button">{t('export.button')}</Button>
      <Popover className="choice-popover" placement="bottom end">
        <Menu
          className="choice-menu"
          aria-label={t('export.button')}
          disabledKeys={drawing === null ? ['svg', 'png'] : []}
          onAction={(key) => deeds[String(key)]?.()}
        >
          {(['svg', 'png', 'csv', 'text'] as const).map((key) => (
            <MenuItem key={key} id={key} className="choice-item">
              {t(`export.${key}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
