import { useState } from 'react'
import type { GivenFile } from '~/store/dropped'
import type { ImportedScenario, ImportVerdict } from '~/store/importing'
import { countVerdicts, forgetFiles, runImported } from '~/store/importing'
import { useWords } from '../kit/text/useWords'
import { Problems } from './Problems'
import { ReportTable } from './ReportTable'
import { VerdictMark } from './VerdictMark'

interface ReportProps {
  readonly files: readonly GivenFile[]
  readonly imported: ImportedScenario
}

/** What became of the files: nodes, warnings, every key with its line; then it can run. */
export function Report({ files, imported }: ReportProps) {
  const { t } = useWords()
  const [shown, setShown] = useState<ImportVerdict | null>(null)
  const { scenario, report } = imported
  const rows = report.rows.filter(({ verdict }) => shown === null || verdict === shown)
  const canRun = scenario.servers.length > 0
  return (
    <>
      <div className="import-body">
        <p className="import-lead">
          {t('import.found', {
            nodes: scenario.servers.length,
            foreign: scenario.foreign.length,
            keys: report.rows.length,
          })}
        </p>
        <Problems problems={report.warnings} files={files} />
        <div className="import-filter" role="group" aria-label={t('import.filter')}>
          <button
            className="import-chip"
            aria-pressed={shown === null}
            onClick={() => setShown(null)}
          >
            {t('import.all')} <span className="import-count">{report.rows.length}</span>
          </button>
          {countVerdicts(report.rows).map(([verdict, count]) => (
            <button
              key={verdict}
              className="import-chip"
              aria-pressed={shown === verdict}
              disabled={count === 0}
              onClick={() => setShown(verdict)}
            >
              <VerdictMark verdict={verdict} /> <span className="import-count">{count}</span>
            </button>
          ))}
        </div>
        <ReportTable rows={rows} files={files} />
      </div>
      <footer className="import-foot">
        <button className="text-button" onClick={forgetFiles}>
          {t('import.other')}
        </button>
        {scenario.startsDown && canRun ? (
          <button className="button" onClick={() => runImported(false)}>
            {t('import.openDown')}
          </button>
        ) : null}
        <button
          className="button"
          data-primary=""
          disabled={!canRun}
          onClick={() => runImported(true)}
        >
          {t('import.run')}
        </button>
      </footer>
    </>
  )
}
