import { firstPicture } from '~/store/firstPicture'
import { DETAILS, preferences } from '~/store/preferences'
import { loadWords } from '~/words/say'
import { FirstPicture } from '../FirstPicture'
import { allHeard } from './hear'
import { markup } from './markup'
import { setRoom } from './room'

/** A room for each form of a row, and a phone's. */
const ROOMS = [
  { width: 1000, height: 440 },
  { width: 1000, height: 360 },
  { width: 1000, height: 300 },
  { width: 390, height: 420 },
] as const

/**
 * Draws the first picture in all its forms, in both languages and at each level of detail, and
 * gives what it says. The build keeps that for the script that draws the picture in the page.
 */
export async function record(): Promise<ReturnType<typeof allHeard>> {
  if (firstPicture === null) throw new Error('the build gives the first picture')
  for (const language of ['en', 'zh'] as const) {
    await loadWords(language)
    for (const detail of DETAILS) {
      preferences.setState({ language, detail })
      for (const room of ROOMS) {
        setRoom(room)
        for (const opens of [true, false]) {
          markup(<FirstPicture cluster={firstPicture} opensPlaying={opens} />)
        }
      }
    }
  }
  return allHeard()
}
