import { useStore } from 'zustand'
import { layout, MAIN_LENSES, showMain } from '~/store/layout'
import { Icon } from '../kit/Icon'
import { useWords } from '../kit/text/useWords'

/** The lenses of the upper half; on a phone the tab bar. */
export function Rail() {
  const { t } = useWords()
  const main = useStore(layout, (state) => state.main)
  const second = useStore(layout, (state) => (state.showsSecond ? state.second : null))
  return (
    <nav className="app-rail" aria-label={t('app.lenses')}>
      {MAIN_LENSES.map((lens) => (
        <button
          key={lens}
          className="rail-button"
          data-second={second === lens || undefined}
          aria-current={main === lens}
          onClick={() => showMain(lens)}
        >
          <Icon name={lens} />
          {t(`rail.${lens}`)}
        </button>
      ))}
    </nav>
  )
}
