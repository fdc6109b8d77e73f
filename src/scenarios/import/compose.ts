import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { isTopKey } from './composeKeys'
import { readEnvFile } from './interpolate'
import { mergeTrees } from './mergeTrees'
import { placeAt, problem } from './problems'
import type { ImportFile, ReportRow } from './report'
import { readService } from './service'
import type { Service } from './service'
import { rowOf } from './serviceRows'
import type { Tree, TreeEntry } from './tree'
import { childOf, readYaml, showTree, textOfTree } from './tree'

/** Compose files, read: services in their order, and rows of what stands beside them. */
export interface ComposeText {
  readonly project: string
  readonly services: readonly Service[]
  readonly rows: readonly ReportRow[]
}

/** The project's name where the file gives none: Compose takes the folder's. */
const NO_PROJECT = 'kafka'

/** Reads compose files; later ones build on earlier ones, as `docker-compose.override.yml` does. */
export function readCompose(
  composeFiles: readonly ImportFile[],
  others: readonly ImportFile[],
): Result<ComposeText, readonly Problem[]> {
  const variables = variablesOf(others)
  let root: Tree | null = null
  const rows: ReportRow[] = []
  for (const file of composeFiles) {
    const yaml = readYaml(file, variables)
    if (!yaml.ok) return yaml
    const shape = shapeProblem(file, yaml.value.root)
    if (shape !== null) return err([shape])
    root = root === null ? yaml.value.root : mergeTrees(root, yaml.value.root)
    for (const { name, line } of yaml.value.unset) {
      const say = ['defaulted', 'unsetVariable', { name }] as const
      rows.push(rowOf({ file: file.name, line, service: null, key: `\${${name}}`, value: '', say }))
    }
  }
  if (root === null) return err([])
  return readRoot(root, others, rows)
}

function readRoot(
  root: Tree,
  files: readonly ImportFile[],
  rows: readonly ReportRow[],
): Result<ComposeText, readonly Problem[]> {
  const entries = entriesOf(childOf(root, 'services'))
  const wrong = entries.find(({ value }) => value.kind !== 'map')
  if (wrong !== undefined) return err([notAService(wrong)])
  const project = projectName(textOfTree(childOf(root, 'name')) ?? NO_PROJECT)
  const extending = entries.map((entry) => extended(entry, entries, 0))
  const missing = extending.flatMap(({ missing: row }) => (row === null ? [] : [row]))
  const services = extending.map(({ entry }) => readService(entry, { project, files }))
  return ok({ project, services, rows: [...topRows(root), ...rows, ...missing] })
}

/** Compose allows lower-case letters, digits, dashes and underscores. */
function projectName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_-]/g, '')
}

function variablesOf(files: readonly ImportFile[]): ReadonlyMap<string, string> {
  const lines = files
    .filter(({ name }) => /(^|[\\/])\.env$/.test(name))
    .flatMap(({ text }) => readEnvFile(text))
  return new Map(lines.map(({ key, value }) => [key, value] as const))
}

function entriesOf(tree: Tree | undefined): readonly TreeEntry[] {
  return tree?.kind === 'map' ? tree.entries : []
}

const SERVICES_HINT = 'A compose file has a key services: with one entry for each container.'

function shapeProblem(file: ImportFile, root: Tree): Problem | null {
  const services = childOf(root, 'services')
  if (services?.kind === 'map' && services.entries.length > 0) return null
  if (root.kind === 'map') return noServices(file, root.entries, services)
  const isEmpty = root.kind === 'text' && (root.text ?? '') === ''
  return problem({
    code: isEmpty ? 'emptyFile' : 'notCompose',
    place: placeAt(file.name, root.line),
    message: isEmpty ? 'The file is empty.' : 'This is not a compose file.',
    hint: SERVICES_HINT,
  })
}

function noServices(
  file: ImportFile,
  entries: readonly TreeEntry[],
  services: Tree | undefined,
): Problem {
  const place = placeAt(file.name, services?.line ?? entries[0]?.line ?? 1)
  if (entries.some(({ key }) => key === 'apiVersion')) {
    const message = 'This is a Kubernetes file, not a compose file.'
    return problem({ code: 'kubernetes', place, message, hint: SERVICES_HINT })
  }
  const message = 'The compose file has no services.'
  const isOld = entries.some(({ value }) => childOf(value, 'image') !== undefined)
  if (!isOld) return problem({ code: 'noServices', place, message, hint: SERVICES_HINT })
  const hint = 'Put the containers one level deeper, below a key services:.'
  return problem({ code: 'composeV1', place, message, hint })
}

function notAService({ key, file, line }: TreeEntry): Problem {
  return problem({
    code: 'serviceNotMap',
    place: placeAt(file, line),
    message: `services.${key} must be a mapping`,
    hint: `Indent the keys of ${key} (image, ports, environment) by two more spaces than its name.`,
    values: { service: key },
  })
}

interface Extended {
  readonly entry: TreeEntry
  readonly missing: ReportRow | null
}

/** A chain of `extends` is followed this far. */
const EXTENDS_LIMIT = 10

/** Puts the service that another one extends below it. Names, not files, decide where it is. */
function extended(entry: TreeEntry, all: readonly TreeEntry[], depth: number): Extended {
  const extend = childOf(entry.value, 'extends')
  if (extend === undefined || depth > EXTENDS_LIMIT) return { entry, missing: null }
  const name = textOfTree(extend) ?? textOfTree(childOf(extend, 'service'))
  const base = all.find(({ key }) => key === name && key !== entry.key)
  if (base === undefined) {
    const { file, line } = extend
    const value = showTree(extend)
    const say = ['notModelled', 'extendsMissing'] as const
    return { entry, missing: rowOf({ file, line, service: entry.key, key: 'extends', value, say }) }
  }
  const below = extended(base, all, depth + 1)
  // A container's name and what it waits for are not taken over.
  const taken = entriesOf(below.entry.value).filter(
    ({ key }) => !['container_name', 'depends_on', 'links', 'volumes_from'].includes(key),
  )
  const value = mergeTrees({ ...below.entry.value, kind: 'map', entries: taken }, entry.value)
  return { entry: { ...entry, value }, missing: below.missing }
}

/** Rows of the keys beside `services`. */
function topRows(root: Tree): readonly ReportRow[] {
  return entriesOf(root)
    .filter(({ key }) => key !== 'services')
    .flatMap((entry) => {
      const { key, file, line, value } = entry
      const spot = { file, line, service: null, key, value: showTree(value) }
      if (key === 'name') return [rowOf({ ...spot, say: ['mapped', 'projectName'] })]
      if (key === 'version') return [rowOf({ ...spot, say: ['ignored', 'obsolete'] })]
      if (key.startsWith('x-')) return [rowOf({ ...spot, say: ['ignored', 'extension'] })]
      if (!isTopKey(key)) return [rowOf({ ...spot, say: ['invalid', 'unknownKey'] })]
      const isKnown = key === 'volumes' || key === 'networks'
      const children = entriesOf(value)
      const say = isKnown ? (['mapped', 'topLevel'] as const) : (['ignored', 'dockerOnly'] as const)
      if (children.length === 0) return [rowOf({ ...spot, say })]
      return children.map((child) =>
        rowOf({
          file: child.file,
          line: child.line,
          service: null,
          key: `${key}.${child.key}`,
          value: showTree(child.value),
          say,
        }),
      )
    })
}
