import { useState } from 'react'
import { useStore } from 'zustand'
import { prefer, preferences } from '~/store/preferences'
import { useWords } from '../kit/text/useWords'
import { deedId, deedOf, isChoosable, keyOf, pressedKey } from './deedKeys'
import type { Deed } from './deeds'
import { DEEDS, listedDeeds } from './deeds'
import { deedText } from './deedText'

/** Closing is always Esc: whoever loses their way finds out by it. */
const isFixed = ({ word }: Deed): boolean => word === 'do.close'

/** What the keys do; a press on one waits for another that shall do it. EXPERIENCE (i). */
export function KeyList() {
  const { t } = useWords()
  const { keys } = useStore(preferences)
  const [told, setTold] = useState('')
  const choose = (deed: Deed, event: React.KeyboardEvent) => {
    const key = pressedKey(event.nativeEvent)
    if (!isChoosable(key)) return setTold(t('help.key.fixed'))
    const other = deedOf(DEEDS, key, keys)
    if (other !== undefined && deedId(other) !== deedId(deed)) {
      return setTold(t('help.key.taken', { key: key.label, deed: deedText(t, other) }))
    }
    prefer({ keys: { ...keys, [deedId(deed)]: key } })
    setTold(t('help.key.chosen', { key: key.label, deed: deedText(t, deed) }))
  }
  return (
    <>
      <p className="keys-told" role="status">
        {told === '' ? t('help.key.about') : told}
      </p>
      <dl className="keys">
        {listedDeeds()
          .filter(({ key }) => key !== undefined)
          .map((deed) => (
            <div key={deedId(deed)}>
              <dt>{deedText(t, deed)}</dt>
              <dd>
                {isFixed(deed) ? (
                  <kbd>{deed.key}</kbd>
                ) : (
                  <KeyButton
                    name={deedText(t, deed)}
                    label={keyOf(deed, keys)?.label ?? ''}
                    onKey={(event) => choose(deed, event)}
                  />
                )}
              </dd>
            </div>
          ))}
      </dl>
      {Object.keys(keys).length === 0 ? null : (
        <button
          className="button"
          onClick={() => {
            prefer({ keys: {} })
            setTold('')
          }}
        >
          {t('help.key.reset')}
        </button>
      )}
    </>
  )
}

interface KeyButtonProps {
  readonly name: string
  readonly label: string
  readonly onKey: (event: React.KeyboardEvent) => void
}

/** A key as a button: pressed, it waits for the next key; Esc and leaving it end that. */
function KeyButton({ name, label, onKey }: KeyButtonProps) {
  const { t } = useWords()
  const [isWaiting, setWaiting] = useState(false)
  return (
    <button
      className="key-button"
      aria-label={t(isWaiting ? 'help.key.press' : 'help.key.change', { deed: name, key: label })}
      data-waiting={isWaiting || undefined}
      onClick={({ currentTarget }) => {
        // Not every browser gives the focus to a button that is pressed; the key comes to it.
        currentTarget.focus()
        setWaiting(true)
      }}
      onBlur={() => setWaiting(false)}
      onKeyDown={(event) => {
        if (!isWaiting || event.code === 'Tab' || /^(Shift|Control|Alt|Meta)/.test(event.key))
          return
        event.preventDefault()
        event.stopPropagation()
        setWaiting(false)
        if (event.code !== 'Escape') onKey(event)
      }}
    >
      <kbd>{isWaiting ? '…' : label}</kbd>
    </button>
  )
}
