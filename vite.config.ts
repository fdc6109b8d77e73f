import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin, PluginOption } from 'vite'
import { runnerImport } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { viteSingleFile } from 'vite-plugin-singlefile'
import { defineConfig } from 'vitest/config'
import type * as Opening from './src/engine/opening'

const SINGLE_FILE = 'single'
const alias = { '~': fileURLToPath(new URL('./src', import.meta.url)) }

/**
 * Puts what the first scenario looks like when it is open into the page, so that it is drawn
 * before the engine has come. The engine makes it, here, so that it can never be another picture.
 */
function firstPicture(): Plugin {
  const place = 'const PICTURE: ClusterView | null = null'
  return {
    name: 'first-picture',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /src\/store\/firstPicture\.ts$/ },
      async handler(code) {
        const config = { configFile: false, resolve: { alias } } as const
        const { module } = await runnerImport<typeof Opening>(
          fileURLToPath(new URL('./src/engine/opening.ts', import.meta.url)),
          config,
        )
        if (!code.includes(place)) this.error('there is no place for the first picture')
        const picture = JSON.stringify(module.firstPicture())
        return { code: code.replace(place, () => `const PICTURE = ${picture}`), map: null }
      },
    },
  }
}

/** What index.html's content security policy must allow besides, where scripts stand in the page. */
function inlineScripts(inDev: boolean): Plugin {
  return {
    name: 'inline-scripts',
    transformIndexHtml: (html) => {
      const open = html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
      return inDev ? open.replace("connect-src 'self'", "connect-src 'self' ws:") : open
    },
  }
}

/** The faces of the first frame are loaded with the page's scripts, so that no text changes its face. */
function preloadFonts(): Plugin {
  const first = /(?:plex-sans-latin-[456]00|plex-mono-latin-[45]00|serif-4-latin-[46]00)-normal/
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.endsWith('.woff2') && first.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: true,
              href: `./${file}`,
            },
            injectTo: 'head',
          })),
    },
  }
}

/** The installable app: everything is kept for use without a network; a new version waits for a new visit. */
function installable(): PluginOption {
  return VitePWA({
    registerType: 'prompt',
    injectRegister: 'script-defer',
    includeAssets: ['favicon.svg'],
    workbox: {
      globPatterns: ['**/*.{js,css,html,svg,woff2}'],
      maximumFileSizeToCacheInBytes: 4_000_000,
    },
    manifest: {
      name: 'Offset',
      short_name: 'Offset',
      description: 'A deterministic Apache Kafka simulator in the browser',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#FFFFFF',
      theme_color: '#2861AF',
      icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
    },
  })
}

/** Chunks whose content seldom changes, so that a new version leaves them in the browser's cache. */
const chunks = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
  { name: 'xterm', test: /node_modules\/@xterm\// },
  { name: 'yaml', test: /node_modules\/yaml\// },
  { name: 'dagre', test: /node_modules\/@dagrejs\// },
]

export default defineConfig(({ command, mode }) => {
  const single = mode === SINGLE_FILE
  const inDev = command === 'serve'
  return {
    base: './',
    plugins: [
      react(),
      firstPicture(),
      preloadFonts(),
      ...(single || inDev ? [inlineScripts(inDev)] : []),
      ...(single ? [viteSingleFile()] : []),
      ...(command === 'build' && !single ? [installable()] : []),
    ],
    resolve: { alias },
    worker: { format: 'es' },
    server: { host: '127.0.0.1', port: 5173 },
    preview: { host: '127.0.0.1', port: 4173 },
    build: {
      target: 'es2022',
      outDir: single ? 'dist-single' : 'dist',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 600,
      ...(single ? {} : { rolldownOptions: { output: { codeSplitting: { groups: chunks } } } }),
    },
    test: {
      include: ['test/{unit,property,sim,transcripts,types}/**/*.test.{ts,tsx}'],
      environment: 'node',
      testTimeout: 30_000,
    },
  }
})
