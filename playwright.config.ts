import { defineConfig } from '@playwright/test'
import { chromiumPath } from './test/support/chromium'

const ADDRESS = 'http://127.0.0.1:4174'

/** What looks at still pages measures no time: two of them may stand side by side. */
const LOOKS = /(a11y|acceptanceText)\.spec\.ts$/

/** Tests of the release build in a real browser, one after another unless `--workers` says more. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  webServer: {
    command: 'npm run build && npx vite preview --port 4174 --strictPort',
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
    trace: 'retain-on-failure',
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
    { name: 'looks', testMatch: LOOKS, fullyParallel: true, use: { browserName: 'chromium' } },
    { name: 'chromium', testIgnore: LOOKS, use: { browserName: 'chromium' } },
  ],
})
