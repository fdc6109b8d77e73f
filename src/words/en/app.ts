/** English sentences: app. */
export const appEn = {
  'app.language': '中文',
  'app.theme.dark': 'Dark',
  'app.theme.light': 'Light',
  'app.main': 'Main lens',
  'app.second': 'Second lens',
  'app.lenses': 'Lenses',
  'app.caption': 'Caption',
  'app.inspector': 'Inspector',
  'app.import': 'Import',
  'app.close': 'Close',
  'inspector.nothing': 'Nothing is selected.',
  'tab.logs': 'Partition logs',
  'tab.events': 'Events',
  'tab.charts': 'State machines',
  'tab.terminal': 'Terminal',
} as const
