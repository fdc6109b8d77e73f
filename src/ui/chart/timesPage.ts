/** So many times are shown together. */
export const TIMES_ON_PAGE = 40

/** A part of all times, oldest first. */
export interface TimesPage {
  /** Its number, from 0, and how many there are. */
  readonly page: number
  readonly pages: number
  /** Of all times the first that it shows, and the first that it does not. */
  readonly from: number
  readonly to: number
}

/** The page that is asked for; where none is, the one with the newest time before the cursor. */
export function timesPage(count: number, newest: number, asked: number | null): TimesPage {
  const pages = Math.max(1, Math.ceil(count / TIMES_ON_PAGE))
  const wished = asked ?? Math.floor(Math.max(0, newest) / TIMES_ON_PAGE)
  const page = Math.min(pages - 1, Math.max(0, wished))
  const from = page * TIMES_ON_PAGE
  return { page, pages, from, to: Math.min(count, from + TIMES_ON_PAGE) }
}
