import { defineConfig } from '@playwright/test'
import { chromiumPath } from './test/support/chromium'

const ADDRESS = 'http://127.0.0.1:4174'

/** What measures time or memory wants the machine for itself; all else may stand side by side. */
const MEASURES = /[\\/](acceptanceSpeed|hoverSpeed|memory|speed)\.spec\.ts$/

/** `npm test` builds once for both projects. */
const isBuilt = process.env['OFFSET_IS_BUILT'] === '1'

/** Tests of the release build in a real browser, one after another unless `--workers` says more. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  // Nothing here is fast because a machine is: two pages share two cores.
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  webServer: {
    command: `${isBuilt ? '' : 'npm run build && '}npx vite preview --port 4174 --strictPort`,
    url: ADDRESS,
    timeout: 180_000,
    reuseExistingServer: false,
  },
  use: {
    baseURL: ADDRESS,
    locale: 'en-US',
    timezoneId: 'UTC',
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    // A trace of every test takes time from all; `--trace on` keeps one where it is wanted.
    trace: 'off',
    launchOptions: {
      executablePath: chromiumPath(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'facts', testIgnore: MEASURES, fullyParallel: true, use: { browserName: 'chromium' } },
    { name: 'measures', testMatch: MEASURES, use: { browserName: 'chromium' } },
  ],
})
