import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import react from '@vitejs/plugin-react'
import type { Plugin, PluginOption, Rolldown } from 'vite'
import { build, runnerImport } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { viteSingleFile } from 'vite-plugin-singlefile'
import { defineConfig } from 'vitest/config'
import type * as Opening from './src/engine/opening'

const SINGLE_FILE = 'single'
const alias = { '~': fileURLToPath(new URL('./src', import.meta.url)) }

const still = (name: string) =>
  fileURLToPath(new URL(`./src/ui/app/still/${name}`, import.meta.url))
const PICTURE = 'const PICTURE: ClusterView | null = null'
const SAID = 'const SAID: Readonly<Record<Language, Said>> = { en: {}, zh: {} }'

/** Puts a value in the place of the constant that stands for it in a file. */
function filledIn(file: RegExp, place: string, value: () => Promise<unknown>): Plugin {
  const [start = ''] = place.split(':')
  return {
    name: `filled-in ${start}`,
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: file },
      async handler(code) {
        if (!code.includes(place)) this.error(`there is no place for ${start}`)
        const text = JSON.stringify(await value())
        return { code: code.replace(place, () => `${start} = ${text}`), map: null }
      },
    },
  }
}

let made: Promise<unknown> | undefined

/** What the first scenario looks like when it is open: the engine makes it, so it is no other. */
function firstPicture(): Promise<unknown> {
  const file = fileURLToPath(new URL('./src/engine/opening.ts', import.meta.url))
  const config = { configFile: false, resolve: { alias } } as const
  made ??= runnerImport<typeof Opening>(file, config).then(({ module }) => module.firstPicture())
  return made
}

const withPicture = () => filledIn(/src\/store\/firstPicture\.ts$/, PICTURE, firstPicture)

/** What the script of the first picture has in the place of larger parts. */
function standIns(words: string): Plugin {
  const say = `${alias['~']}/words/say`
  const files = new Map([
    ['react', still('react.ts')],
    ['react/jsx-runtime', still('react.ts')],
    ['./useSize', still('room.ts')],
    [say, still(words)],
  ])
  // What hears the sentences asks for the real ones.
  const isReal = (source: string, importer: string) =>
    source === say && importer.includes('/app/still/')
  return {
    name: 'stand-ins',
    enforce: 'pre',
    resolveId: (source, importer = '') =>
      isReal(source, importer) ? null : (files.get(source) ?? null),
    // The page's own styles stand in index.html.
    load: (id) => (id.endsWith('.css') ? '' : null),
  }
}

/** A script of `src/ui/app/still`, in one piece. */
async function stillScript(entry: string, plugins: readonly Plugin[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    plugins: [...plugins, withPicture()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: still(entry), formats: ['iife'], name: 'still' },
    },
  })
  const [output] = [built].flat()
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk === undefined) throw new Error(`${entry} is a script`)
  return chunk.code
}

/** Every sentence of the first picture: it is drawn here once in each form, and listened to. */
async function sentences(): Promise<unknown> {
  const script = await stillScript('record.tsx', [standIns('hear.ts')])
  const window = {
    location: { search: '', hash: '' },
    matchMedia: () => ({ matches: false }),
    localStorage: { getItem: () => null, setItem: () => null },
    innerWidth: 1440,
    innerHeight: 900,
  }
  const context = { window, navigator: { language: 'en' }, URLSearchParams, console }
  return runInNewContext(`${script}\nstill.record()`, context)
}

/**
 * Puts the script that draws the first picture into the page: it is there before any other script
 * is asked for. The page's policy names it by its hash.
 */
function pictureInPage(): Plugin {
  return {
    name: 'picture-in-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        const heard = filledIn(/app\/still\/said\.ts$/, SAID, sentences)
        const code = (await stillScript('draw.tsx', [standIns('said.ts'), heard])).trim()
        const script = code.replaceAll('</script', '<\\/script')
        const hash = createHash('sha256').update(script).digest('base64')
        // Where every script stands in the page, all of them are allowed.
        const allowed = html.includes("script-src 'self' 'unsafe-inline'")
          ? html
          : html.replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`)
        return allowed.replace('</body>', () => `<script>${script}</script>\n  </body>`)
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

type Bundle = Rolldown.OutputBundle

/** All that a chunk of the build needs before it runs, with itself. */
function neededBy(file: string, bundle: Bundle, found = new Set<string>()): Set<string> {
  const chunk = bundle[file]
  if (found.has(file) || chunk?.type !== 'chunk') return found
  found.add(file)
  for (const next of chunk.imports) neededBy(next, bundle, found)
  return found
}

/** The style files that come with a chunk. */
function stylesOf(chunk: Bundle[string] | undefined): readonly string[] {
  return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : []
}

/** The chunk that a file of the page begins. */
function chunkOf(file: string, bundle: Bundle): string {
  const isIts = (chunk: Bundle[string]) =>
    chunk.type === 'chunk' && chunk.facadeModuleId?.endsWith(file) === true
  return (
    Object.keys(bundle).find((name) => {
      const chunk = bundle[name]
      return chunk !== undefined && isIts(chunk)
    }) ?? ''
  )
}

/** A script file of the page, or the wish that it is brought early. */
const SCRIPT_FILE =
  /\s*(?:<script type="module"[^>]*src=[^>]*><\/script>|<link rel="modulepreload"[^>]*>)/g

/**
 * The faces of the first picture are asked for first, so that no text changes its face. All scripts
 * stand in a template: the picture asks for them when it has been drawn (`ui/app/still/draw.tsx`),
 * and then for all at once.
 */
function preloads(): Plugin {
  const faces = /(?:plex-sans-latin-[456]00|plex-mono-latin-[456]00|serif-4-latin-600)-normal/
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const link = (file: string, attributes: string) =>
          `\n    <link ${attributes} crossorigin href="./${file}">`
        const fonts = Object.keys(bundle)
          .filter((file) => file.endsWith('.woff2') && faces.test(file))
          .map((file) => link(file, 'rel="preload" as="font" type="font/woff2"'))
        const parts = ['/store/session.ts', '/ui/app/App.tsx']
        const needed = parts.flatMap((part) => [...neededBy(chunkOf(part, bundle), bundle)])
        const next = [...new Set(needed)].filter((file) => !html.includes(file))
        const styles = next.flatMap((file) => stylesOf(bundle[file]))
        const scripts = [
          ...(html.match(SCRIPT_FILE) ?? []),
          ...next.map((file) => link(file, 'rel="modulepreload"')),
          ...styles.map((file) => link(file, 'rel="preload" as="style"')),
        ].join('')
        return html
          .replaceAll(SCRIPT_FILE, '')
          .replace('</title>', `</title>${fonts.join('')}`)
          .replace('</head>', `  <template id="scripts">${scripts}\n    </template>\n  </head>`)
      },
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

/** What main.tsx imports. Itself it stands apart: it waits for parts which need these as well. */
const FIRST =
  /\/src\/(?:store\/(?:address|layout|preferences)|ui\/(?:kit\/(?:dress|firstFonts)|app\/firstStyles)|words\/say)\.tsx?$/

/**
 * Chunks whose content seldom changes, so that a new version leaves them in the browser's cache; and
 * one for each part that main.tsx takes in, with all that it needs: every file that is asked for
 * costs a slow processor some milliseconds.
 */
const chunks = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 4 },
  { name: 'xterm', test: /node_modules\/@xterm\//, priority: 4 },
  { name: 'yaml', test: /node_modules\/yaml\//, priority: 4 },
  { name: 'dagre', test: /node_modules\/@dagrejs\//, priority: 4 },
  { name: 'first', test: FIRST, priority: 3 },
  { name: 'session', test: /\/src\/store\/session\.ts$/, priority: 2 },
  { name: 'app', test: /\/src\/ui\/app\/App\.tsx$/, priority: 1 },
]

const ENGINE_TESTS = ['test/{unit,property,sim,transcripts,types}/**/*.test.{ts,tsx}']
const PAGE_TESTS = ['test/unit/{store,ui,views,charts,words}/**/*.test.{ts,tsx}']

interface ProjectTest {
  readonly include: string[]
  readonly exclude?: string[]
  readonly isolate: boolean
}

/** A part of the unit tests; both take what else this file sets. */
function tested(name: string, test: ProjectTest) {
  return {
    extends: true as const,
    test: {
      name,
      environment: 'node' as const,
      setupFiles: ['./test/support/fastCheck.ts'],
      testTimeout: 30_000,
      ...test,
    },
  }
}

export default defineConfig(({ command, mode }) => {
  const single = mode === SINGLE_FILE
  const inDev = command === 'serve'
  return {
    base: './',
    plugins: [
      react(),
      withPicture(),
      ...(single || inDev ? [inlineScripts(inDev)] : []),
      pictureInPage(),
      ...(single ? [viteSingleFile()] : [preloads()]),
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
      chunkSizeWarningLimit: 1_000,
      ...(single ? {} : { rolldownOptions: { output: { codeSplitting: { groups: chunks } } } }),
    },
    test: {
      projects: [
        // One world of modules for all files of a worker: nothing here keeps a state of its own
        // (`src/engine` may not), and to load the engine once a file takes as long as the tests.
        tested('engine', { include: ENGINE_TESTS, exclude: PAGE_TESTS, isolate: false }),
        // The page has one session, one language, one layout: each file begins with its own.
        tested('page', { include: PAGE_TESTS, isolate: true }),
      ],
      // Nothing else runs beside them: by default one core of two would stand idle.
      maxWorkers: '100%',
    },
  }
})
