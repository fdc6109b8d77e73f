import { useEffect } from 'react'
import { Menu, MenuItem, useFilter } from 'react-aria-components'
import { useStore } from 'zustand'
import { bookmarks, currentBookmarks, goToBookmark } from '~/store/bookmarks'
import type { Frame } from '~/store/frame'
import { arrange } from '~/store/layout'
import { DETAILS, prefer, preferences } from '~/store/preferences'
import type { Detail } from '~/store/preferences'
import { openGlossary, ALL_TERMS } from '~/store/glossary'
import { select } from '~/store/selection'
import type { Selected } from '~/store/selection'
import { currentRun, seek } from '~/store/session'
import { say } from '~/words/say'
import type { Language } from '~/words/say'
import { formsOf } from '../kit/text/termParts'
import { captionOf, plain } from '../kit/text/caption'
import { seconds } from '../kit/text/format'
import { SearchList } from '../kit/SearchList'
import { useBothLanguages } from '../kit/text/useBothLanguages'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import type { ChosenKeys } from './deedKeys'
import { deedId, keyOf } from './deedKeys'
import { listedDeeds } from './deeds'
import { deedText } from './deedText'
import { paletteText, setPaletteText } from './earlyText'
import { Layer } from '../kit/Layer'
import './menu.css'
import './layers.css'

interface Entry {
  readonly id: string
  readonly text: string
  /** What also finds it: other names, another language. */
  readonly also?: string
  readonly key: string
  readonly run: () => void
}

const THEMES = ['light', 'dark'] as const

/** The newest moments that are offered; before anything is typed only a few. */
const MOMENTS = 40
const FIRST_MOMENTS = 8

function things(t: Say, { cluster }: Frame): readonly (readonly [string, Selected])[] {
  return [
    ...cluster.brokers.map(
      ({ id, process }) => [t('broker.name', { id }), { kind: 'broker', id, process }] as const,
    ),
    ...cluster.controllers.map(
      ({ id, process }) =>
        [t('controller.name', { id }), { kind: 'controller', id, process }] as const,
    ),
    ...cluster.clients.map(({ label, process }) => [label, { kind: 'client', process }] as const),
    ...cluster.groups.map(({ id }) => [id, { kind: 'group', id }] as const),
    ...cluster.topics
      .filter(({ internal }) => !internal)
      .flatMap(({ name, partitions }) =>
        partitions.map(
          ({ partition }) =>
            [`${name}-${partition}`, { kind: 'partition', topic: name, partition }] as const,
        ),
      ),
  ]
}

/** Every term of the glossary; it is found by its names in each language that is known. */
function termEntries(t: Say, languages: readonly Language[]): readonly Entry[] {
  return ALL_TERMS.map((term) => ({
    id: `term ${term}`,
    text: t('do.term', { name: t(`term.${term}`) }),
    also: languages
      .flatMap((one) => {
        const says: Parameters<typeof formsOf>[0] = (key) => say(one, key)
        return [says(`term.${term}`), ...formsOf(says, term)]
      })
      .join(' '),
    key: '',
    run: () => openGlossary(term),
  }))
}

interface Wish {
  readonly detail: Detail
  /** How many of the newest moments. */
  readonly newest: number
  readonly keys: ChosenKeys
}

function entriesOf(t: Say, frame: Frame, { detail, newest, keys }: Wish): readonly Entry[] {
  const moments = currentRun().moments().slice(-newest).toReversed()
  return [
    ...listedDeeds()
      .filter(({ word }) => word !== 'do.palette' && word !== 'do.close')
      .map((deed) => ({
        id: deedId(deed),
        text: deedText(t, deed),
        key: keyOf(deed, keys)?.label ?? '',
        run: deed.run,
      })),
    ...THEMES.map((one) => ({
      id: `theme ${one}`,
      text: t('do.theme', { name: t(`app.theme.${one}`) }),
      key: '',
      run: () => prefer({ theme: one }),
    })),
    ...DETAILS.map((one) => ({
      id: `detail ${one}`,
      text: t('do.detail', { detail: t(`detail.${one}`) }),
      key: '',
      run: () => prefer({ detail: one }),
    })),
    ...things(t, frame).map(([name, thing]) => ({
      id: `thing ${JSON.stringify(thing)}`,
      text: t('do.select', { name }),
      key: '',
      run: () => {
        select(thing)
        arrange({ inspectorOpen: true })
      },
    })),
    ...currentBookmarks(bookmarks.getState()).map((mark, at) => ({
      id: `bookmark ${at}`,
      text: [t('time.bookmark.at', { time: seconds(mark.at) }), mark.name, mark.note]
        .filter((part) => part !== '')
        .join(' · '),
      key: '',
      run: () => goToBookmark(mark),
    })),
    ...moments.map((moment, at) => ({
      id: `moment ${at}`,
      text: t('do.seek', {
        time: seconds(moment.at),
        caption: plain(captionOf(t, moment, detail)),
      }),
      key: '',
      run: () => seek(moment.index + 1),
    })),
  ]
}

/** What an entry is found by. */
function foundBy({ text, also }: Entry): string {
  return also === undefined ? text : `${text} ${also}`
}

function runEntry(entry: Entry | undefined): void {
  arrange({ overlay: null })
  entry?.run()
}

/** Find or do: every command with its key, every thing, every moment. Ctrl+K. */
export function Palette() {
  const { t, language } = useWords()
  const frame = useFrame()
  const { detail, keys } = useStore(preferences)
  const { contains } = useFilter({ sensitivity: 'base' })
  const known = useBothLanguages()
  // Both of one moment: what Enter was pressed for is what stood there then.
  const { text, isEntered } = useStore(paletteText)
  // Terms are found, not leafed through: the glossary is for that. A short first list comes fast.
  const isEmpty = text === ''
  const entries = [
    ...entriesOf(t, frame, { detail, keys, newest: isEmpty ? FIRST_MOMENTS : MOMENTS }),
    ...(isEmpty ? [] : termEntries(t, known ? ['en', 'zh'] : [language])),
  ]
  useEffect(() => {
    if (isEntered) runEntry(entries.find((entry) => contains(foundBy(entry), text)))
  })
  return (
    <Layer title={t('do.palette')} hidesTitle>
      <div className="palette">
        <SearchList
          labels={{ field: t('app.find'), list: t('do.palette') }}
          look={{ field: 'palette-field', input: 'palette-input', room: 'palette-scroll' }}
          filter={contains}
          typed={{ inputValue: text, onInputChange: setPaletteText }}
        >
          <Menu
            className="menu"
            aria-label={t('do.palette')}
            items={entries}
            renderEmptyState={() => <p className="palette-none">{t('palette.none')}</p>}
            onAction={(id) => runEntry(entries.find((entry) => entry.id === id))}
          >
            {(entry) => (
              <MenuItem id={entry.id} className="menu-item" textValue={foundBy(entry)}>
                {entry.text}
                <span className="palette-key">{entry.key}</span>
              </MenuItem>
            )}
          </Menu>
        </SearchList>
      </div>
    </Layer>
  )
}
