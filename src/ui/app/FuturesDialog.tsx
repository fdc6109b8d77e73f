import { useState } from 'react'
import { useStore } from 'zustand'
import {
  bookmarks,
  currentBookmarks,
  describeBookmark,
  goToBookmark,
  removeBookmark,
} from '~/store/bookmarks'
import { compare } from '~/store/compare'
import { arrange } from '~/store/layout'
import { currentRun, editBranches, session, switchBranch } from '~/store/session'
import { branchName } from '../kit/text/branchName'
import { seconds } from '../kit/text/format'
import { PHONE, useMedia } from '../kit/useMedia'
import { useWords } from '../kit/text/useWords'
import { Layer } from '../kit/Layer'
import '../kit/field.css'
import './futures.css'

const close = () => arrange({ overlay: null })

/** Every future and every bookmark of the run: names, notes, and what can be done with them. */
export function FuturesDialog() {
  const { t } = useWords()
  useStore(session, (state) => state.version)
  const marks = useStore(bookmarks, currentBookmarks)
  return (
    <Layer title={t('do.futures')}>
      <div className="layer-body">
        <h3>{t('futures.title')}</h3>
        <ul className="futures-list">
          {currentRun()
            .branches()
            .map((branch) => (
              <Future key={branch.id} branch={branch} />
            ))}
        </ul>
        <p className="futures-note">{t('futures.kept')}</p>
        <h3>{t('futures.bookmarks')}</h3>
        {marks.length === 0 ? <p className="futures-note">{t('futures.noBookmark')}</p> : null}
        <ul className="futures-list">
          {marks.map((mark) => (
            <li key={`${mark.branch} ${mark.index} ${mark.at}`} className="futures-row">
              <button
                className="button"
                onClick={() => {
                  close()
                  goToBookmark(mark)
                }}
              >
                {seconds(mark.at)} s
              </button>
              <Field
                label={t('futures.bookmarkName', { time: seconds(mark.at) })}
                hint={t('futures.name')}
                value={mark.name}
                onValue={(name) => describeBookmark(mark, { name })}
              />
              <Field
                label={t('futures.bookmarkNote', { time: seconds(mark.at) })}
                hint={t('futures.note')}
                value={mark.note}
                onValue={(note) => describeBookmark(mark, { note })}
              />
              <button className="text-button" onClick={() => removeBookmark(mark)}>
                {t('futures.delete')}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Layer>
  )
}

type Branch = ReturnType<ReturnType<typeof currentRun>['branches']>[number]

function Future({ branch }: { readonly branch: Branch }) {
  const { t } = useWords()
  const isPhone = useMedia(PHONE)
  const shown = currentRun().branch()
  const isShown = shown === branch
  const name = branchName(branch)
  const { id, parent, history, isPinned } = branch
  const at = parent === null || parent.at === 0 ? 0 : history.timeAt(parent.at - 1)
  return (
    <li className="futures-row" aria-current={isShown || undefined}>
      <Field
        label={t('futures.nameOf', { name })}
        hint={name}
        value={branch.name ?? ''}
        onValue={(text) => editBranches((run) => run.rename(id, text === '' ? null : text))}
      />
      <span className="futures-about">
        {parent === null
          ? t('time.branch.first', { events: history.size() })
          : t('time.branch.of', { name, time: seconds(at), events: history.size() })}
      </span>
      <button
        className="text-button"
        disabled={isShown}
        onClick={() => {
          close()
          switchBranch(id)
        }}
      >
        {t('futures.show')}
      </button>
      {isPhone ? null : (
        <button
          className="text-button"
          disabled={isShown}
          onClick={() => {
            close()
            compare(id < shown.id ? { a: id, b: shown.id } : { a: shown.id, b: id })
          }}
        >
          {t('compare.title')}
        </button>
      )}
      <button
        className="text-button"
        aria-pressed={isPinned}
        onClick={() => editBranches((run) => run.pin(id, !isPinned))}
      >
        {t(isPinned ? 'futures.unpin' : 'futures.pin')}
      </button>
      <button
        className="text-button"
        disabled={isShown}
        onClick={() => editBranches((run) => run.remove(id))}
      >
        {t('futures.delete')}
      </button>
    </li>
  )
}

interface FieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A text that holds when it is left, or at Enter. */
function Field({ label, hint, value, onValue }: FieldProps) {
  const [text, setText] = useState(value)
  return (
    <input
      className="futures-field field"
      aria-label={label}
      placeholder={hint}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={() => onValue(text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onValue(text.trim())
      }}
    />
  )
}
