import jsdoc from 'eslint-plugin-jsdoc'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const CORE = ['base', 'sim', 'kafka', 'views', 'cli', 'scenarios', 'engine']
const coreFiles = CORE.map((folder) => `src/${folder}/**/*.ts`)

const DETERMINISM = 'The core is deterministic: same scenario, seed and commands, same trace.'
const INTEGERS = 'Integers only: engines differ in the last digit.'
const SYNCHRONOUS = 'The core is synchronous: no async functions, promises or timers.'
const EXACT_MATH = 'abs|ceil|clz32|floor|imul|max|min|round|sign|trunc'

const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'No enums: a union of literals.' },
  { selector: 'ExportAllDeclaration', message: 'No barrel files: import what owns the thing.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrel files: import what owns it.' },
]

const inCore = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: DETERMINISM,
  },
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=/^(random|${EXACT_MATH})$/])`,
    message: INTEGERS,
  },
  { selector: "VariableDeclarator[init.name='Math']", message: INTEGERS },
  { selector: "BinaryExpression[operator='**']", message: INTEGERS },
  { selector: "AssignmentExpression[operator='**=']", message: INTEGERS },
  { selector: ':function[async=true]', message: SYNCHRONOUS },
  { selector: 'AwaitExpression', message: SYNCHRONOUS },
  { selector: 'ForOfStatement[await=true]', message: SYNCHRONOUS },
  { selector: 'ImportExpression', message: SYNCHRONOUS },
  {
    selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
    message: `${DETERMINISM} A locale is not part of it.`,
  },
  {
    selector: "Program > VariableDeclaration[kind!='const']",
    message: `${DETERMINISM} No state beside the world.`,
  },
  {
    selector: "Program > ExportNamedDeclaration > VariableDeclaration[kind!='const']",
    message: `${DETERMINISM} No state beside the world.`,
  },
  { selector: 'ForInStatement', message: 'Never rely on the key order of an object.' },
]

const forbiddenGlobals = {
  [DETERMINISM]: ['Date', 'Intl', 'WeakMap', 'WeakRef', 'WeakSet', 'FinalizationRegistry'].concat(
    ['performance', 'crypto', 'navigator', 'window', 'document', 'globalThis', 'process'],
    ['SharedArrayBuffer', 'Atomics'],
  ),
  [SYNCHRONOUS]: ['Promise', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].concat([
    'requestAnimationFrame',
    'requestIdleCallback',
    'fetch',
    'Worker',
    'MessageChannel',
  ]),
}
const coreGlobals = Object.entries(forbiddenGlobals).flatMap(([message, names]) =>
  names.map((name) => ({ name, message })),
)

/** What a docstring is asked of: every export, whatever it is. */
const exported = [
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'ClassDeclaration',
  'FunctionDeclaration',
]
  .map((kind) => `ExportNamedDeclaration > ${kind}`)
  .concat('ExportNamedDeclaration[declaration.type="VariableDeclaration"]')

export default defineConfig(
  globalIgnores(['dist', 'dist-single', 'test-results', 'test/golden', 'test/vectors']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: './test/nets/tsconfig.lint.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      complexity: ['error', { max: 12, variant: 'modified' }],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', 70],
      'max-params': ['error', 3],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        { require: { FunctionDeclaration: false }, contexts: exported, enableFixer: false },
      ],
    },
  },
  {
    files: coreFiles,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...inCore],
      'no-restricted-globals': ['error', ...coreGlobals],
    },
  },
  {
    files: ['src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, 'max-lines': ['error', 200] },
  },
  {
    files: ['src/{ui,store}/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': [
        'error',
        ...everywhere,
        {
          selector: "MemberExpression[object.name=/^(test|it|describe)$/][property.name='only']",
          message: 'One focused test hides the others.',
        },
        {
          selector:
            'CallExpression[callee.object.name=/^(test|it|describe)$/][callee.property.name=/^(skip|fixme|todo)$/]',
          message: 'Say why in an eslint-disable comment beside it.',
        },
      ],
    },
  },
  { files: ['test/nets/**/*.ts'], rules: { 'no-console': 'off' } },
)
