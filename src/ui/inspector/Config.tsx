import { useState } from 'react'
import { currentConfig } from '~/store/details'
import type { Selected } from '~/store/selection'
import type { ConfigRow } from '~/views/configView'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import { ConfigChange } from './ConfigChange'

function sourceOf(t: Say, { source, place }: ConfigRow): string {
  return place === null ? t(`inspector.config.${source}`) : t('inspector.config.from', place)
}

/** Effective settings with their source: what was set first, Kafka’s defaults on demand. */
export function Config({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  const [text, setText] = useState('')
  const [showsAll, setShowsAll] = useState(false)
  const rows = currentConfig(selected)
  if (rows.length === 0) return <p className="inspector-none">{t('inspector.config.none')}</p>
  const wanted = text.trim().toLowerCase()
  const isSearching = wanted !== '' || showsAll
  const shown = rows.filter(
    ({ name, source }) => (isSearching || source !== 'default') && name.includes(wanted),
  )
  const defaults = rows.filter(({ source }) => source === 'default').length
  return (
    <>
      <input
        className="inspector-filter"
        type="search"
        aria-label={t('inspector.config.filter')}
        placeholder={t('inspector.config.filter')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <dl className="settings">
        {shown.map((row) => (
          <div key={row.name} data-default={row.source === 'default' || undefined}>
            <dt>{row.name}</dt>
            <dd>
              <code>{row.value === '' ? '""' : row.value}</code>
              <span>{sourceOf(t, row)}</span>
            </dd>
            <dd className="setting-way">
              <ConfigChange row={row} selected={selected} />
            </dd>
          </div>
        ))}
      </dl>
      {isSearching ? null : (
        <button className="text-button setting-more" onClick={() => setShowsAll(true)}>
          {t('inspector.config.more', { count: defaults })}
        </button>
      )}
    </>
  )
}
