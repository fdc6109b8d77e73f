import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { prefer, preferences } from '~/store/preferences'
import { session } from '~/store/session'
import { loadWords } from '~/words/say'
import { useWords } from '../kit/useWords'

/** Logo, scenario, language, theme. */
export function TopBar() {
  const { language, t } = useWords()
  const theme = useStore(preferences, (state) => state.theme)
  const title = useStore(session, (state) => state.run.scenario.title)
  const isDark = theme === 'dark'
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <header className="app-top">
      <h1 className="app-logo">Offset</h1>
      <span>{title}</span>
      <button className="text-button" onClick={() => arrange({ importOpen: true })}>
        {t('app.import')}
      </button>
      <span className="app-space" />
      <button
        className="text-button"
        lang={other}
        onClick={() => void loadWords(other).then(() => prefer({ language: other }))}
      >
        {t('app.language')}
      </button>
      <button className="text-button" onClick={() => prefer({ theme: isDark ? 'light' : 'dark' })}>
        {t(isDark ? 'app.theme.light' : 'app.theme.dark')}
      </button>
    </header>
  )
}
