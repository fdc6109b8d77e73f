/** The faces of the first frame; the build has the page load them before its scripts. */
const FACES = [
  '400 15px "IBM Plex Sans"',
  '500 15px "IBM Plex Sans"',
  '600 15px "IBM Plex Sans"',
  '400 15px "IBM Plex Mono"',
  '500 15px "IBM Plex Mono"',
  '400 15px "Source Serif 4"',
  '600 15px "Source Serif 4"',
] as const

/** A slow network is not waited for any longer, ms. */
const LONGEST_MS = 1_000

/**
 * Settles when the faces of the first frame are there: text that changes its face later would move
 * what stands beside it.
 */
export async function firstFonts(): Promise<void> {
  await Promise.race([
    Promise.allSettled(FACES.map((face) => document.fonts.load(face))),
    new Promise((over) => window.setTimeout(over, LONGEST_MS)),
  ])
}
