/**
 * The arrows between the folders of `src`, as one table, made into dependency-cruiser's rules.
 * What is not in the table fails.
 */

/**
 * A row: what a folder may import from other folders of `src` (`from`; `types`: types only) and
 * which packages. A name that ends in `-` or `/` stands for all that begin with it.
 */
const table = {
  base: { from: [], packages: ['immutable'] },
  sim: { from: ['base'], packages: ['immutable', 'pure-rand'] },
  kafka: { from: ['base', 'sim'], packages: ['immutable', 'xstate'] }, // xstate: see below
  views: { from: ['base', 'sim', 'kafka'], packages: ['immutable'] },
  words: {
    from: ['base'],
    types: ['kafka', 'views'],
    packages: ['i18next', 'i18next-icu', 'intl-messageformat'],
  },
  cli: { from: ['base', 'sim', 'kafka'], packages: ['immutable'] },
  scenarios: { from: ['base', 'sim', 'kafka', 'cli'], packages: ['yaml', 'valibot'] },
  engine: {
    from: ['base', 'sim', 'kafka', 'views', 'cli', 'scenarios'],
    packages: ['immutable', 'fflate', 'valibot'],
  },
  worker: { from: ['base', 'engine', 'views', 'scenarios'], packages: [] },
  charts: { from: ['base', 'kafka'], packages: ['xstate', '@dagrejs/', 'd3-'] }, // kafka: see below
  lessons: { from: ['base', 'views', 'scenarios'], packages: ['xstate'] },
  store: {
    from: ['base', 'engine', 'worker', 'views', 'scenarios', 'lessons'],
    packages: ['zustand', 'xstate', 'idb-keyval'],
  },
  ui: {
    from: ['base', 'store', 'views', 'words', 'charts', 'lessons', 'cli'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      '@xstate/react',
      'zustand',
      'd3-',
    ].concat(
      ['i18next', 'react-i18next', 'i18next-icu', 'intl-messageformat'],
      ['@xterm/', '@fontsource/'],
    ),
  },
}

/** Inside `kafka`: which of its own folders (and `ids.ts`, `wallClock.ts`) a folder may import. */
const insideKafka = {
  ids: [],
  wallClock: [],
  channel: ['ids', 'protocol', 'config', 'effects', 'model'],
  client: ['ids', 'wallClock', 'protocol', 'config', 'channel', 'effects', 'model'],
}

/** Servers that meet in messages and records, never in memory. */
const strangers = ['controller', 'group', 'transaction']

/** Known debts: an arrow that should not be, with its owner and its reason. None. */
const debts = []

const oneOf = (names) => (names.length === 0 ? '(?!)' : `(?:${names.join('|')})`)
const packagePath = (name) => (/[-/]$/.test(name) ? name : `${name}/`)

const folderRules = Object.entries(table).flatMap(([folder, { from, types = [], packages }]) => [
  {
    name: `${folder}-imports`,
    comment: `${folder} may import from src: ${[...from, ...types].join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: debts },
    to: { path: '^src/', pathNot: `^src/${oneOf([folder, ...from, ...types])}/` },
  },
  ...(types.length === 0 ? [] : [typesOnly(folder, types)]),
  {
    name: `${folder}-packages`,
    comment: `${folder} may import the packages: ${packages.join(', ') || 'none'}.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      path: 'node_modules/',
      pathNot: `node_modules/(?:@types/)?${oneOf(packages.map(packagePath))}`,
    },
  },
])

function typesOnly(folder, types) {
  return {
    name: `${folder}-types-only`,
    comment: `${folder} may import only types from: ${types.join(', ')}.`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: `^src/${oneOf(types)}/`, dependencyTypesNot: ['type-only'] },
  }
}

const insideKafkaRules = Object.entries(insideKafka).map(([folder, allowed]) => ({
  name: `kafka-${folder}-imports`,
  comment: `kafka/${folder} may import from kafka: ${allowed.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/kafka/${folder}[./]` },
  to: { path: '^src/kafka/', pathNot: `^src/kafka/${oneOf([folder, ...allowed])}[./]` },
}))

const strangerRules = strangers.map((folder) => ({
  name: `kafka-${folder}-stranger`,
  comment: `${strangers.join(', ')} never import each other.`,
  severity: 'error',
  from: { path: `^src/kafka/${folder}/` },
  to: { path: `^src/kafka/${oneOf(strangers.filter((other) => other !== folder))}/` },
}))

const otherRules = [
  {
    name: 'no-cycles',
    comment: 'No module reaches itself, not even by its types.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unknown-folder',
    comment: 'A folder of src has a row in the table; only main.tsx stands beside them.',
    from: { path: '^src/', pathNot: `^src/(?:${oneOf(Object.keys(table))}/|main\\.tsx$)` },
    to: {},
  },
  {
    name: 'nothing-imports-main',
    comment: 'main.tsx is the root: it imports, and is not imported.',
    from: {},
    to: { path: '^src/main\\.tsx$' },
  },
  {
    name: 'xstate-in-machines',
    comment: 'In kafka, only a *.machine.ts imports xstate; roles call the compiled table.',
    from: { path: '^src/kafka/', pathNot: '\\.machine\\.ts$' },
    to: { path: 'node_modules/xstate/' },
  },
  {
    name: 'charts-draw-machines',
    comment: 'charts import of kafka its machines alone.',
    from: { path: '^src/charts/' },
    to: { path: '^src/kafka/', pathNot: '\\.machine\\.ts$' },
  },
  {
    name: 'features-are-strangers',
    comment:
      'Features of ui never import each other; what they share is in kit. The shell has all.',
    from: { path: '^src/ui/([^/]+)/', pathNot: '^src/ui/app/' },
    to: { path: '^src/ui/', pathNot: '^src/ui/(?:$1|kit)/' },
  },
  {
    name: 'kit-is-below',
    comment: 'kit imports no feature.',
    from: { path: '^src/ui/kit/' },
    to: { path: '^src/ui/', pathNot: '^src/ui/kit/' },
  },
  {
    name: 'no-tests-in-source',
    comment: 'The source knows no test.',
    from: { path: '^src/' },
    to: { path: '^test/' },
  },
  {
    name: 'no-node-in-source',
    comment: 'The source runs in a page: no modules of Node.',
    from: { path: '^src/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'only-runtime-packages',
    comment: 'What the page needs is a dependency, not a tool.',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['npm', 'type-only'],
      pathNot: 'node_modules/@types/',
    },
  },
  {
    name: 'resolvable',
    comment: 'An import leads somewhere.',
    from: {},
    to: { couldNotResolve: true, pathNot: '^(?:virtual:|/?[\\w-]+\\.svg$)' },
  },
  {
    name: 'across-by-alias',
    comment: 'Imports are relative within a folder of src, ~/folder/file across.',
    from: { path: '^src/([^/]+)/' },
    to: { path: '^src/', pathNot: '^src/$1/', dependencyTypesNot: ['aliased'] },
  },
].map((rule) => ({ severity: 'error', ...rule }))

module.exports = {
  forbidden: [...folderRules, ...insideKafkaRules, ...strangerRules, ...otherRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/(?:golden|vectors)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
