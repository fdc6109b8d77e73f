import { preferences } from '~/store/preferences'

/** Whether the page is dark, as a person or their system wishes. */
function isDark(): boolean {
  const { theme } = preferences.getState()
  if (theme !== 'system') return theme === 'dark'
  return window.matchMedia('(prefers-color-scheme: dark)').matches
}

/** The theme and the language are the document's: styles and screen readers follow it. */
export function dress(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light'
  document.documentElement.lang = preferences.getState().language
}
