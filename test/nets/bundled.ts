import { basename, resolve } from 'node:path'
import { build } from 'vite'

const CACHE = resolve('node_modules/.cache')

/**
 * A script in one file, as the page's engine is, which node runs by itself: run file by file, tsx
 * names every closure anew each time it is made, and all costs a third more.
 * @param folder where below the cache; each caller its own, as it is emptied first
 * @returns the file's path
 */
export async function bundled(script: string, folder: string): Promise<string> {
  const outDir = resolve(CACHE, folder)
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { '~': resolve('src') } },
    build: { ssr: script, outDir, emptyOutDir: true, target: 'es2022' },
  })
  return resolve(outDir, `${basename(script, '.ts')}.js`)
}
