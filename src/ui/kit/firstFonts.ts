/** The faces of the first picture; the build has the page load them before anything else. */
const PICTURE = [
  '400 15px "IBM Plex Sans"',
  '500 15px "IBM Plex Sans"',
  '600 15px "IBM Plex Sans"',
  '400 15px "IBM Plex Mono"',
  '500 15px "IBM Plex Mono"',
  '600 15px "IBM Plex Mono"',
  '600 15px "Source Serif 4"',
] as const

/** A caption's besides. */
const PAGE = [...PICTURE, '400 15px "Source Serif 4"'] as const

/** A slow network is not waited for any longer, ms. */
const LONGEST_MS = 1_000

async function loaded(faces: readonly string[]): Promise<void> {
  await Promise.race([
    Promise.allSettled(faces.map((face) => document.fonts.load(face))),
    new Promise((over) => window.setTimeout(over, LONGEST_MS)),
  ])
}

/**
 * Settles when the faces of the first picture are there: text that changes its face later would
 * move what stands beside it.
 */
export function pictureFonts(): Promise<void> {
  return loaded(PICTURE)
}

/** Settles when the faces that the page begins with are there. */
export function allFonts(): Promise<void> {
  return loaded(PAGE)
}
