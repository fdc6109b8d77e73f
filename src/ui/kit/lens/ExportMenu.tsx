import { memo, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { copyText } from './copyText'
import { savePng, saveSvg } from './saveDrawing'
import { csvFile, saveFile } from './saveFile'
import { useWords } from '../text/useWords'
import '../choices.css'

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

const DEEDS: Readonly<Record<string, (lens: ExportMenuProps) => void>> = {
  svg: ({ file, drawing }) => void saveSvg(`${file}.svg`, drawing?.() ?? ''),
  png: ({ file, drawing }) => void savePng(`${file}.png`, drawing?.() ?? ''),
  csv: ({ file, rows }) => saveFile(`${file}.csv`, 'text/csv', csvFile(rows())),
  text: ({ rows, text }) => copyText(text?.() ?? textOf(rows())),
}

/** What of it is the drawing. */
const DRAWN: readonly string[] = ['svg', 'png']

/** What can be taken away from a lens: the drawing, the table, the words. */
export function ExportMenu(props: ExportMenuProps) {
  const lens = useRef(props)
  useLayoutEffect(() => {
    lens.current = props
  })
  return <StillMenu lens={lens} hasDrawing={props.drawing !== null} />
}

interface StillMenuProps {
  /** What the lens shows when something is taken away. */
  readonly lens: RefObject<ExportMenuProps>
  readonly hasDrawing: boolean
}

/** The menu, which is not drawn again with every event that its lens shows. */
const StillMenu = memo(function StillMenu({ lens, hasDrawing }: StillMenuProps) {
  const { t } = useWords()
  return (
    <MenuTrigger>
      <Button className="text-button">{t('export.button')}</Button>
      <Popover className="choice-popover" placement="bottom end">
        <Menu
          className="choice-menu"
          aria-label={t('export.button')}
          disabledKeys={hasDrawing ? [] : DRAWN}
          onAction={(key) => DEEDS[String(key)]?.(lens.current)}
        >
          {(['svg', 'png', 'csv', 'text'] as const).map((key) => (
            <MenuItem key={key} id={key} className="choice-item" textValue={t(`export.${key}`)}>
              {t(`export.${key}`)}
              {hasDrawing || !DRAWN.includes(key) ? null : (
                <span className="choice-reason">{t('export.noDrawing')}</span>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
})
