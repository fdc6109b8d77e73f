import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const WHAT_TO_DO = [
  'No Chromium was found. Do one of these:',
  '  - set CHROMIUM_PATH to the program of a Chromium or Chrome,',
  '  - run `npx playwright install chromium`,',
  '  - install your system’s package, for example `apt-get install chromium`.',
].join('\n')

/**
 * The Chromium that tests and pictures run in: `CHROMIUM_PATH`, else Playwright’s own, else
 * `chromium` on the PATH.
 * @throws when there is none, saying what to do.
 */
export function chromiumPath(): string {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  }
  const found = [chromium.executablePath(), ...onPath('chromium')].find((path) => existsSync(path))
  if (found === undefined) throw new Error(WHAT_TO_DO)
  return found
}

function onPath(program: string): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, program))
}
