import { keepEarlyFiles } from '~/store/earlyFiles'
import { opensPlaying, wishEarly } from '~/store/earlyWish'
import { firstPicture } from '~/store/firstPicture'
import { layout } from '~/store/layout'
import { FirstPicture } from '../FirstPicture'
import { dress } from '../../kit/dress'
import { pictureFonts } from '../../kit/firstFonts'
import { markup } from './markup'
import { setRoom } from './room'

const BUTTON = '[data-early]'

/** The page as it will stand; the stage is laid out for the room that it has there. */
function draw(root: HTMLElement, cluster: NonNullable<typeof firstPicture>): void {
  const picture = () => markup(<FirstPicture cluster={cluster} opensPlaying={opensPlaying()} />)
  root.innerHTML = picture()
  const stage = root.querySelector('.stage-scroll')
  if (stage === null) return
  setRoom({ width: stage.clientWidth, height: stage.clientHeight })
  root.innerHTML = picture()
}

/**
 * What can be asked for already: whether the run plays when it is open. The picture's button is not
 * there any more when the page itself is.
 */
function answer(root: HTMLElement, redraw: () => void): void {
  const turn = () => {
    const isFocused = document.activeElement?.matches(BUTTON) === true
    wishEarly(!opensPlaying())
    redraw()
    if (isFocused) root.querySelector<HTMLElement>(BUTTON)?.focus()
  }
  root.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest(BUTTON) !== null) turn()
  })
  document.addEventListener('keydown', (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat
    if (event.code !== 'Space' || !isPlain || root.querySelector(BUTTON) === null) return
    event.preventDefault()
    turn()
  })
}

/** Where a page is not looked at, no frame is drawn: that is not waited for, ms. */
const LONGEST_FRAME_MS = 500

/** Settles when what stands in the page has been drawn. */
function frameDrawn(): Promise<unknown> {
  const frame = new Promise<void>((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done()
      port2.postMessage(null)
    })
  })
  return Promise.race([frame, new Promise((over) => window.setTimeout(over, LONGEST_FRAME_MS))])
}

/** Asks for the page's scripts, where the build has put them aside. */
function bringScripts(): void {
  const scripts = document.getElementById('scripts')
  if (scripts instanceof HTMLTemplateElement) document.head.append(scripts.content)
}

/**
 * Keeps what is dropped, draws the first picture and answers for the page until its scripts have
 * come. It runs in the page before anything else, made by the build from the parts that the page
 * draws its stage with.
 */
async function begin(): Promise<void> {
  dress()
  keepEarlyFiles()
  const root = document.getElementById('root')
  if (root === null || firstPicture === null || layout.getState().main !== 'stage') return
  const cluster = firstPicture
  await pictureFonts()
  // On a fast network the page itself may be there first.
  if (root.childElementCount > 0) return
  draw(root, cluster)
  answer(root, () => draw(root, cluster))
  await frameDrawn()
}

void begin().finally(bringScripts)
