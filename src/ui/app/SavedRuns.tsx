import { useEffect, useState } from 'react'
import { FileTrigger, Button } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import type { SavedRun } from '~/store/saved'
import {
  deleteSaved,
  openSaved,
  readSavedRuns,
  renameSaved,
  savedRuns,
  saveRun,
  undeleteSaved,
} from '~/store/saved'
import { currentRun } from '~/store/session'
import { openPicked, sharing } from '~/store/share'
import { saveFile } from '../kit/lens/saveFile'
import { scenarioTitle } from '../kit/text/scenarioTitle'
import { useWords } from '../kit/text/useWords'
import { Layer } from '../kit/Layer'
import '../kit/field.css'
import './futures.css'

const close = () => arrange({ overlay: null })

/** The runs that this browser keeps: save, open, rename, delete; as a file, and from one. */
export function SavedRuns() {
  const { t } = useWords()
  const { list, deleted } = useStore(savedRuns)
  const problem = useStore(sharing, (state) => state.problem)
  useEffect(() => void readSavedRuns(), [])
  const load = (files: FileList | null) =>
    void openPicked(files).then((isOpen) => (isOpen ? close() : undefined))
  return (
    <Layer title={t('do.saved')}>
      <div className="layer-body">
        <SaveForm />
        {list === null || list.length > 0 ? null : (
          <p className="futures-note">{t('saved.none')}</p>
        )}
        <ul className="futures-list">
          {list?.map((run) => (
            <Saved key={run.id} run={run} />
          ))}
        </ul>
        {deleted === null ? null : (
          <p className="futures-note" role="status">
            {t('saved.deleted', { name: deleted.name })}{' '}
            <button className="text-button" onClick={() => void undeleteSaved()}>
              {t('saved.undelete')}
            </button>
          </p>
        )}
        <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={load}>
          <Button className="button">{t('share.load')}</Button>
        </FileTrigger>
        {problem === null ? null : (
          <p role="alert" className="futures-note">
            {t('share.problem', { message: problem.message })} {problem.hint}
          </p>
        )}
        <p className="futures-note">{t('saved.where')}</p>
      </div>
    </Layer>
  )
}

/** The run as it is now, under a name. */
function SaveForm() {
  const { t } = useWords()
  const [name, setName] = useState(() => scenarioTitle(t, currentRun().scenario))
  return (
    <form
      className="futures-row"
      onSubmit={(event) => {
        event.preventDefault()
        void saveRun(name.trim() === '' ? '–' : name.trim(), Date.now(), crypto.randomUUID())
      }}
    >
      <input
        className="futures-field field"
        aria-label={t('saved.name')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <button className="button" data-primary type="submit">
        {t('saved.save')}
      </button>
    </form>
  )
}

function Saved({ run }: { readonly run: SavedRun }) {
  const { t, language } = useWords()
  const [name, setName] = useState(run.name)
  const rename = () => {
    const wished = name.trim()
    if (wished !== '' && wished !== run.name) void renameSaved(run, wished)
  }
  const open = () => {
    void openSaved(run).then((isOpen) => {
      if (isOpen) close()
    })
  }
  return (
    <li className="futures-row">
      <input
        className="futures-field field"
        aria-label={t('saved.nameOf', { name: run.name })}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename()
        }}
      />
      <span className="futures-about">{new Date(run.savedAt).toLocaleString(language)}</span>
      <button className="text-button" onClick={open}>
        {t('saved.open')}
      </button>
      <button
        className="text-button"
        onClick={() => saveFile(`${run.name}.json`, 'application/json', run.text)}
      >
        {t('saved.export')}
      </button>
      <button className="text-button" onClick={() => void deleteSaved(run)}>
        {t('futures.delete')}
      </button>
    </li>
  )
}
