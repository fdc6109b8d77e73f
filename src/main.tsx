import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { firstPicture } from '~/store/firstPicture'
import { fromAddress } from '~/store/address'
import { arrange, layout } from '~/store/layout'
import { preferences } from '~/store/preferences'
import { FirstPicture } from '~/ui/app/FirstPicture'
import { firstFonts } from '~/ui/kit/firstFonts'
import { loadWords } from '~/words/say'
import '~/ui/kit/fonts.css'
import '~/ui/kit/tokens.css'
import '~/ui/kit/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
const page = createRoot(root)

/** The theme and the language are the document's: styles and screen readers follow it. */
function dress(): void {
  const { theme, language } = preferences.getState()
  const isDark = theme === 'system' ? dark.matches : theme === 'dark'
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  document.documentElement.lang = language
}

const dark = window.matchMedia('(prefers-color-scheme: dark)')
dark.addEventListener('change', dress)
preferences.subscribe(dress)
dress()

await Promise.all([loadWords(preferences.getState().language), firstFonts()])
// The engine comes when something is to be seen: with it the page could not show more at first.
if (firstPicture !== null && layout.getState().main === 'stage') {
  const picture = <FirstPicture cluster={firstPicture} />
  await new Promise((drawn) => {
    page.render(<StrictMode>{picture}</StrictMode>)
    requestAnimationFrame(drawn)
  })
}
// A link that holds a run shows it first; what opens it is brought only then.
if (window.location.hash.startsWith('#run=')) {
  const { openAddress } = await import('~/store/share')
  if (!(await openAddress())) arrange({ shareOpen: true })
}
const { App } = await import('~/ui/app/App')
page.render(
  <StrictMode>
    <App />
  </StrictMode>,
)
// Random input, to find what breaks the page.
const [byPointer, byKeys] = [fromAddress('fuzz'), fromAddress('fuzzKeys')]
if (byPointer !== null || byKeys !== null) {
  const { paceOf, startFuzzing } = await import('~/ui/app/fuzz')
  const seed = Number(fromAddress('seed') ?? 1)
  startFuzzing({
    byPointer: byPointer !== null,
    byKeys: byKeys !== null,
    seed,
    everyMs: paceOf(byPointer),
  })
}
