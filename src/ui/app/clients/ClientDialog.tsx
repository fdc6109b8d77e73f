import { useState } from 'react'
import { useStore } from 'zustand'
import type { ClientWish } from '~/store/clients'
import { freeName, startClient } from '~/store/clients'
import { arrange, layout } from '~/store/layout'
import { setPlaying } from '~/store/playback'
import { isWordKey } from '~/words/en'
import { Layer } from '../../kit/Layer'
import { useFrame } from '../../kit/useFrame'
import type { Say } from '../../kit/text/useWords'
import { useWords } from '../../kit/text/useWords'
import { ConsumerFields, ProducerFields } from './Fields'
import type { Draft } from './draft'
import { newDraft, wishOf } from './draft'
import '../../kit/field.css'
import './clients.css'

/** Places a producer or a consumer: a real client that goes through the network. */
export function ClientDialog() {
  const { t } = useWords()
  const { cluster } = useFrame()
  const topics = cluster.topics.filter(({ internal }) => !internal).map(({ name }) => name)
  const kind = useStore(layout, ({ overlay }) => (overlay === 'consumer' ? 'consumer' : 'producer'))
  const [draft, setDraft] = useState<Draft>(() => newDraft(freeName(kind), topics[0] ?? ''))
  const [problem, setProblem] = useState<string | null>(null)
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }))
  const place = () => {
    const wish: ClientWish = wishOf(kind, draft)
    const found = startClient(wish)
    if (found !== null) return setProblem(problemText(t, found))
    arrange({ overlay: null })
    setPlaying(true)
  }
  return (
    <Layer title={t(`client.add.${kind}`)}>
      <form
        className="layer-body client-form"
        onSubmit={(event) => {
          event.preventDefault()
          place()
        }}
      >
        <label>
          {t('client.id')}
          <input
            className="field"
            value={draft.id}
            onChange={({ target }) => change({ id: target.value })}
          />
        </label>
        <label>
          {t('client.topic')}
          <select
            className="field"
            value={draft.topic}
            onChange={({ target }) => change({ topic: target.value })}
          >
            {topics.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {kind === 'producer' ? (
          <ProducerFields draft={draft} change={change} />
        ) : (
          <ConsumerFields draft={draft} change={change} />
        )}
        {problem === null ? null : (
          <p role="alert" className="client-problem">
            {problem}
          </p>
        )}
        <button className="button" data-primary type="submit">
          {t('client.place')}
        </button>
      </form>
    </Layer>
  )
}

function problemText(
  t: Say,
  { code, values }: NonNullable<ReturnType<typeof startClient>>,
): string {
  return isWordKey(code) ? t(code, values) : code
}
