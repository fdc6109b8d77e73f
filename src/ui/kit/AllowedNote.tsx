import { useStore } from 'zustand'
import { allowed, allowedVerbs } from '~/store/allowed'
import { useWords } from './text/useWords'
import { permissionName } from './text/verbWords'

/** What the author of this page's link allows to be broken; nothing where that is everything. */
export function AllowedNote() {
  const { t } = useWords()
  useStore(allowed)
  const verbs = allowedVerbs()
  if (verbs === null) return null
  const names = verbs.map((verb) => permissionName(t, verb)).join(' · ')
  return (
    <p className="allowed-note">
      {verbs.length === 0 ? t('allowed.nothing') : t('allowed.only', { names })}
    </p>
  )
}
