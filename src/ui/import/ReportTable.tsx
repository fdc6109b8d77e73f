import { Fragment, useState } from 'react'
import type { GivenFile } from '~/store/dropped'
import type { ImportRow } from '~/store/importing'
import { useWords } from '../kit/text/useWords'
import { Excerpt } from './Excerpt'
import { VerdictMark } from './VerdictMark'

interface ReportTableProps {
  readonly rows: readonly ImportRow[]
  readonly files: readonly GivenFile[]
}

/** Rows of one service, or of the file itself. */
function groupsOf(
  rows: readonly ImportRow[],
): readonly (readonly [string | null, readonly ImportRow[]])[] {
  const names = [...new Set(rows.map(({ service }) => service))]
  return names.map((name) => [name, rows.filter(({ service }) => service === name)] as const)
}

/** Every key with its line, by service. A line's number shows the line itself. */
export function ReportTable({ rows, files }: ReportTableProps) {
  const { t } = useWords()
  const isMany = files.length > 1
  return (
    <table className="import-table">
      <caption className="visually-hidden">{t('import.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('import.column.line')}</th>
          <th scope="col">{t('import.column.key')}</th>
          <th scope="col">{t('import.column.verdict')}</th>
          <th scope="col">{t('import.column.why')}</th>
        </tr>
      </thead>
      {groupsOf(rows).map(([service, group]) => (
        <tbody key={service ?? ''}>
          <tr className="import-group">
            <th scope="rowgroup" colSpan={4}>
              {service ?? t('import.file')}
            </th>
          </tr>
          {group.map((row, index) => (
            <Row key={index} row={row} files={files} isMany={isMany} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

interface RowProps {
  readonly row: ImportRow
  readonly files: readonly GivenFile[]
  readonly isMany: boolean
}

function Row({ row, files, isMany }: RowProps) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const { line, key, value, verdict, sentence, values } = row
  const stands = verdict !== 'defaulted' && line !== null
  return (
    <Fragment>
      <tr className="import-row">
        <td className="import-line">
          {stands ? (
            <button
              className="text-button"
              aria-expanded={isOpen}
              aria-label={t('import.showLine', { line })}
              onClick={() => setOpen(!isOpen)}
            >
              {line}
            </button>
          ) : null}
        </td>
        <td className="import-key">
          <code>{key}</code>
          {value === '' ? null : <code className="import-value">{value}</code>}
        </td>
        <td>
          <VerdictMark verdict={verdict} />
        </td>
        <td className="import-why">{t(`import.row.${sentence}`, values)}</td>
      </tr>
      {isOpen ? (
        <tr>
          <td />
          <td colSpan={3}>
            {isMany ? <p className="import-place">{row.file}</p> : null}
            <Excerpt files={files} at={row} />
          </td>
        </tr>
      ) : null}
    </Fragment>
  )
}
