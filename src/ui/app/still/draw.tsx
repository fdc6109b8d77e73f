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

/**
 * Draws the first picture and answers for the page until its scripts have come. It runs in the page
 * before anything else, made by the build from the parts that the page draws its stage with.
 */
async function begin(): Promise<void> {
  dress()
  const root = document.getElementById('root')
  if (root === null || firstPicture === null || layout.getState().main !== 'stage') return
  const cluster = firstPicture
  await pictureFonts()
  // On a fast network the page itself may be there first.
  if (root.childElementCount > 0) return
  draw(root, cluster)
  answer(root, () => draw(root, cluster))
}

void begin()
