import { useStore } from 'zustand'
import { arrange, layout } from '~/store/layout'
import { prefer, preferences } from '~/store/preferences'
import { loadWords } from '~/words/say'
import { Icon } from '../kit/Icon'
import { Logo } from '../kit/Logo'
import { useWords } from '../kit/text/useWords'
import { DetailSwitch } from './DetailSwitch'
import { ScenarioButton } from './ScenarioButton'
import './topbar.css'

/** Logo, scenario, detail, search, language, theme, help. */
export function TopBar() {
  const { language, t } = useWords()
  const theme = useStore(preferences, (state) => state.theme)
  const isPresenting = useStore(layout, (state) => state.isPresenting)
  const isDark =
    theme === 'system'
      ? window.matchMedia('(prefers-color-scheme: dark)').matches
      : theme === 'dark'
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <header className="app-top" aria-label={t('app.top')}>
      <h1 className="app-logo">
        <Logo />
        <span className="app-name">Offset</span>
      </h1>
      <span className="app-rule" />
      <ScenarioButton />
      <span className="app-space" />
      <DetailSwitch />
      <button className="find" onClick={() => arrange({ overlay: 'palette' })}>
        <span>{t('app.find')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <button className="text-button wide-only" onClick={() => arrange({ shareOpen: true })}>
        {t('share.open')}
      </button>
      <button
        className="text-button"
        lang={other === 'zh' ? 'zh' : 'en'}
        aria-label={`${t('app.language.of')}: ${t('app.language')}`}
        onClick={() => void loadWords(other).then(() => prefer({ language: other }))}
      >
        {t('app.language')}
      </button>
      <button
        className="text-button wide-only"
        onClick={() => prefer({ theme: isDark ? 'light' : 'dark' })}
      >
        {t(isDark ? 'app.theme.light' : 'app.theme.dark')}
      </button>
      <button
        className="text-button wide-only"
        onClick={() => arrange({ isPresenting: !isPresenting })}
      >
        {t(isPresenting ? 'app.present.end' : 'app.present')}
      </button>
      <button
        className="text-button narrow-only"
        aria-label={t('do.palette')}
        onClick={() => arrange({ overlay: 'palette' })}
      >
        <Icon name="menu" />
      </button>
      <button
        className="text-button wide-only"
        aria-label={t('app.help')}
        title={t('app.help')}
        onClick={() => arrange({ overlay: 'help' })}
      >
        ?
      </button>
    </header>
  )
}
