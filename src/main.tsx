import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { fromAddress } from '~/store/address'
import { arrange } from '~/store/layout'
import { preferences } from '~/store/preferences'
import { dress } from '~/ui/kit/dress'
import { allFonts } from '~/ui/kit/firstFonts'
import { loadWords } from '~/words/say'
import '~/ui/app/firstStyles'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root"')
const page = createRoot(root)

window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress)
preferences.subscribe(dress)
dress()

/** Lets the page answer what was asked for meanwhile. */
const breath = () => new Promise((done) => window.setTimeout(done))

// Until all is there the page stands as the build's script has drawn it, and answers (see
// ui/app/still). So what is brought is taken in by parts.
await Promise.all([loadWords(preferences.getState().language), allFonts()])
await import('~/store/session')
await breath()
// A link that holds a run shows it first; what opens it is brought only then.
if (window.location.hash.startsWith('#run=')) {
  const { openAddress } = await import('~/store/share')
  if (!(await openAddress())) arrange({ shareOpen: true })
}
const { App } = await import('~/ui/app/App')
await breath()
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
