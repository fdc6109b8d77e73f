import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { runDocument } from '~/engine/document/runDocument'
import { linkText } from '~/engine/document/runLink'
import { kafkaProgram } from '~/engine/kafkaProgram'
import { startRun } from '~/engine/run'
import { chromiumPath } from '../support/chromium'
import { busyScenario } from './clusters'
import type { Row } from './measure'
import { quantile } from './measure'
import { serveStatic } from './staticServer'
import { visitRows } from './visitRows'

const KILOBYTE = 1_000

/** The page itself, with the script in it that draws the first picture: no other is needed. */
function scriptRow(root: string): Row {
  return {
    name: 'page with its script before the first picture, gzip',
    value: gzipSync(readFileSync(join(root, 'index.html'))).length / KILOBYTE,
    budget: 250,
    unit: ' kB',
    note: '1 file',
  }
}

/** A school laptop: its processor is so many times slower than this one. */
const SLOWDOWN = 4
const SETTLE_MS = 6_000
const WATCHED_MS = 5_000

/** Times between the frames of a page that plays, ms. */
async function framesOf(browser: Browser, address: string): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  try {
    await page.goto(address)
    const pause = page.getByRole('button', { name: 'Pause', exact: true }).first()
    const play = page.getByRole('button', { name: 'Play', exact: true }).first()
    await play.or(pause).waitFor()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
    // The page may play by itself.
    if (await play.isVisible()) await play.click()
    await pause.waitFor()
    await page.waitForTimeout(SETTLE_MS)
    return await page.evaluate(async (watchedMs) => {
      const gaps: number[] = []
      let last = await new Promise<number>((done) => requestAnimationFrame(done))
      for (const end = last + watchedMs; last < end;) {
        const now = await new Promise<number>((done) => requestAnimationFrame(done))
        gaps.push(now - last)
        last = now
      }
      return gaps
    }, WATCHED_MS)
  } finally {
    await page.close()
  }
}

function frameRow(name: string, gaps: readonly number[], fps: number): Row {
  const total = gaps.reduce((sum, gap) => sum + gap, 0)
  const slowest = quantile(gaps, 95).toFixed(0)
  return {
    name: `mean frame, ${name}, ${SLOWDOWN}× slower processor`,
    value: total / gaps.length,
    // A frame more or less at the ends of the time that is watched.
    budget: Math.ceil((1_000 / fps) * 10.2) / 10,
    unit: ' ms',
    note: `${((1_000 * gaps.length) / total).toFixed(0)} fps of ${fps}; 95 % within ${slowest} ms`,
  }
}

/** A link that opens a large cluster where nothing has happened yet. */
function largeCluster(): string {
  const scenario = busyScenario({ brokers: 9, partitions: 60, ratePerSecond: 20 })
  return `#run=${linkText(runDocument(startRun(scenario, 1, kafkaProgram)))}`
}

async function frameRows(root: string): Promise<readonly Row[]> {
  const { server, address } = await serveStatic(root)
  const args = ['--no-sandbox', '--disable-gpu']
  const browser = await chromium.launch({ executablePath: chromiumPath(), args })
  try {
    const small = await framesOf(browser, address)
    const large = await framesOf(browser, address + largeCluster())
    return [
      frameRow('default scenario', small, 60),
      frameRow('9 brokers × 60 partitions', large, 30),
      ...(await visitRows(browser, address)),
    ]
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}

/** The page as it is released: what it loads first, and how smoothly it plays. */
export async function pageRows(): Promise<readonly Row[]> {
  const outDir = mkdtempSync(join(tmpdir(), 'offset-bench-'))
  try {
    await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } })
    return [scriptRow(outDir), ...(await frameRows(outDir))]
  } finally {
    rmSync(outDir, { recursive: true, force: true })
  }
}
