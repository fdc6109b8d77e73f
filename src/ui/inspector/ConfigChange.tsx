import { useState } from 'react'
import { useStore } from 'zustand'
import { allowed, isVerbAllowed } from '~/store/allowed'
import type { AskedChange } from '~/store/alterConfig'
import { answerOf, askedChange, changeConfig } from '~/store/alterConfig'
import type { Selected } from '~/store/selection'
import type { ConfigRow } from '~/views/configView'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/text/useWords'

type Target = Parameters<typeof changeConfig>[0]

/** What a setting of a selected thing is changed of, or null: it is not changed while it runs. */
function targetOf({ change }: ConfigRow, selected: Selected): Target | null {
  switch (change) {
    case 'topic':
      return selected.kind === 'partition' || selected.kind === 'record'
        ? { kind: 'topic', name: selected.topic }
        : null
    case 'broker':
      return brokerOf(selected)
    case 'cluster':
      return { kind: 'cluster', name: '' }
    case 'restart':
    case 'client':
      return null
  }
}

/** The broker whose settings a selected thing shows: itself, or the one that holds the replica. */
function brokerOf(selected: Selected): Target | null {
  if (selected.kind === 'replica') return { kind: 'broker', name: String(selected.broker) }
  if (selected.kind !== 'broker' && selected.kind !== 'controller') return null
  return { kind: 'broker', name: String(selected.id) }
}

interface ConfigChangeProps {
  readonly row: ConfigRow
  readonly selected: Selected
}

/** Changes a setting by a real request where Kafka allows it; else says why not. */
export function ConfigChange({ row, selected }: ConfigChangeProps) {
  const { t } = useWords()
  const [text, setText] = useState<string | null>(null)
  const asked = useStore(askedChange, (state) => state.asked)
  useStore(allowed)
  const target = targetOf(row, selected)
  const { name, value, change } = row
  if (target === null) {
    const why = change === 'client' ? 'client' : 'restart'
    return <p className="setting-fixed">{t(`inspector.config.fixed.${why}`)}</p>
  }
  if (!isVerbAllowed('settings')) {
    return <p className="setting-fixed">{t('why.notNow.isOff')}</p>
  }
  return (
    <>
      {text === null ? (
        <button
          className="text-button setting-change"
          aria-label={t('inspector.config.change.of', { name })}
          onClick={() => setText(value)}
        >
          {t('inspector.config.change')}
        </button>
      ) : (
        <form
          className="setting-form"
          onSubmit={(event) => {
            event.preventDefault()
            setText(null)
            void changeConfig(target, { name, value: text })
          }}
        >
          <input
            aria-label={t('inspector.config.value', { name })}
            value={text}
            // The field stands where the button was that the person has just pressed.
            autoFocus
            onChange={({ target: field }) => setText(field.value)}
          />
          <button className="button">{t('inspector.config.apply')}</button>
          <button type="button" className="text-button" onClick={() => setText(null)}>
            {t('inspector.config.leave')}
          </button>
        </form>
      )}
      {asked?.name === name ? <Answer asked={asked} /> : null}
    </>
  )
}

function Answer({ asked }: { readonly asked: AskedChange }) {
  const { t } = useWords()
  useFrame()
  const said = answerOf(asked)
  return (
    <p className="setting-answer" role="status">
      {said === '' ? t('inspector.config.asked') : said}
    </p>
  )
}
