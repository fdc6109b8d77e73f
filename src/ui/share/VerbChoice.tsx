import type { Permission } from '~/store/allowed'
import { LIMITED } from '~/store/allowed'
import { useWords } from '../kit/text/useWords'
import { permissionName } from '../kit/text/verbWords'

interface ChoiceProps {
  /** What the link allows; null: everything. */
  readonly verbs: readonly Permission[] | null
  readonly onVerbs: (verbs: readonly Permission[] | null) => void
}

/** What a link allows to be done: a teacher may leave out what does not belong to a lesson. */
export function VerbChoice({ verbs, onVerbs }: ChoiceProps) {
  const { t } = useWords()
  const turn = (verb: Permission, isOn: boolean) =>
    onVerbs(LIMITED.filter((one) => (one === verb ? isOn : verbs?.includes(one) === true)))
  return (
    <fieldset className="share-verbs">
      <legend className="visually-hidden">{t('share.verbs')}</legend>
      <label className="share-verb">
        <input
          type="checkbox"
          checked={verbs !== null}
          onChange={({ target }) => onVerbs(target.checked ? [] : null)}
        />
        {t('share.verbs')}
      </label>
      {verbs === null ? null : (
        <>
          <p className="share-note">{t('share.verbs.about')}</p>
          <div className="share-verbs-deeds">
            <button
              type="button"
              className="text-button"
              disabled={verbs.length === LIMITED.length}
              onClick={() => onVerbs(LIMITED)}
            >
              {t('share.verbs.all')}
            </button>
            <button
              type="button"
              className="text-button"
              disabled={verbs.length === 0}
              onClick={() => onVerbs([])}
            >
              {t('share.verbs.none')}
            </button>
            <span>{t('share.verbs.count', { count: verbs.length, of: LIMITED.length })}</span>
          </div>
          <div className="share-verbs-list" role="group" aria-label={t('share.verbs.list')}>
            {LIMITED.map((verb) => (
              <label key={verb} className="share-verb">
                <input
                  type="checkbox"
                  checked={verbs.includes(verb)}
                  onChange={({ target }) => turn(verb, target.checked)}
                />
                {permissionName(t, verb)}
              </label>
            ))}
          </div>
        </>
      )}
    </fieldset>
  )
}
