import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Row } from './measure'

const KILOBYTE = 1_000

/** The entry script of a built page and everything that it imports before it runs. */
function firstScripts(root: string): readonly string[] {
  const page = readFileSync(join(root, 'index.html'), 'utf8')
  const open = [...page.matchAll(/<script type="module"[^>]* src="([^"]+)"/g)].map(([, src]) =>
    join(root, src ?? ''),
  )
  const found = new Set<string>()
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    const text = readFileSync(file, 'utf8')
    const imports = text.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+\.js)"/g)
    for (const [, path] of imports) open.push(join(dirname(file), path ?? ''))
  }
  return [...found]
}

/** Bytes of script, compressed, that come before the first picture. */
export async function scriptRows(): Promise<readonly Row[]> {
  const outDir = mkdtempSync(join(tmpdir(), 'offset-bench-'))
  try {
    await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } })
    const files = firstScripts(outDir)
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
    return [
      {
        name: 'script before the first picture, gzip',
        value: bytes / KILOBYTE,
        budget: 250,
        unit: ' kB',
        note: `${files.length} files`,
      },
    ]
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
