import type { Problem, Result } from '~/base/result'
import { err } from '~/base/result'
import { readCompose } from './compose'
import { composeScenario } from './composeScenario'
import { mountedFile } from './kafkaService'
import { readEnvFile } from './interpolate'
import { placeAt, problem } from './problems'
import { propertiesScenario } from './propertiesScenario'
import { readProperties } from './properties'
import type { Imported, ImportFile, ReportRow } from './report'
import { envFilePaths, fileAt } from './service'
import type { Service } from './service'
import { rowOf } from './serviceRows'

/** What kind of file it is. */
type FileKind = 'compose' | 'properties' | 'env' | 'unknown'

/** More text than this is no file of settings. */
const TEXT_LIMIT = 1_000_000

/**
 * Makes a scenario of what a person dropped, pasted or chose: compose files (with their `.env`,
 * `env_file` and mounted `server.properties`, if given), or one or more `server.properties`.
 * Every key of every file has its row in the report. CFG-50.
 */
export function importFiles(files: readonly ImportFile[]): Result<Imported, readonly Problem[]> {
  for (const file of files) {
    const wrong = unreadable(file)
    if (wrong !== null) return err([wrong])
  }
  const of = (kind: FileKind) => files.filter((file) => kindOf(file) === kind)
  const compose = of('compose')
  const properties = of('properties')
  if (compose.length > 0) return fromCompose(compose, [...properties, ...of('env')])
  if (properties.length > 0) return propertiesScenario(properties, titleOf(properties))
  return err([nothing(files)])
}

/** By its name, else by how it looks. */
function kindOf({ name, text }: ImportFile): FileKind {
  if (/\.ya?ml$/i.test(name)) return 'compose'
  if (/\.properties$/i.test(name)) return 'properties'
  if (/(^|[\\/.])env$|\.env(\.|$)/i.test(name)) return 'env'
  if (/^\s*(services|version|name|x-[\w-]+)\s*:/m.test(text)) return 'compose'
  return /^[ \t]*[A-Za-z][\w.-]*[ \t]*[=:]/m.test(text) ? 'properties' : 'unknown'
}

function titleOf(files: readonly ImportFile[]): string {
  return files.map(({ name }) => name.split(/[\\/]/).at(-1) ?? name).join(', ')
}

function unreadable({ name, text }: ImportFile): Problem | null {
  if (text.includes('\u0000')) {
    return problem({
      code: 'binary',
      place: placeAt(name),
      message: 'This is not a text file.',
      hint: 'Give a docker-compose.yml or a server.properties.',
    })
  }
  if (text.length <= TEXT_LIMIT) return null
  return problem({
    code: 'tooLarge',
    place: placeAt(name),
    message: 'The file is too large.',
    hint: 'Is this the right file?',
  })
}

function nothing(files: readonly ImportFile[]): Problem {
  const [first] = files
  return problem({
    code: first === undefined || first.text.trim() === '' ? 'emptyFile' : 'unknownFile',
    place: first === undefined ? null : placeAt(first.name),
    message: 'Neither a compose file nor a server.properties.',
    hint: 'Give a docker-compose.yml, or one server.properties for each node.',
  })
}

function fromCompose(
  compose: readonly ImportFile[],
  others: readonly ImportFile[],
): Result<Imported, readonly Problem[]> {
  const text = readCompose(compose, others)
  if (!text.ok) return text
  const imported = composeScenario(text.value, others, titleOf(compose))
  if (!imported.ok) return imported
  const { scenario, report } = imported.value
  const rows = [...report.rows, ...besideRows(others, text.value.services)]
  return { ok: true, value: { scenario, report: { ...report, rows } } }
}

/** Rows of files that no service reads: their lines are told too. */
function besideRows(
  others: readonly ImportFile[],
  services: readonly Service[],
): readonly ReportRow[] {
  return others.flatMap((file) => {
    const isRead = services.some(
      (service) =>
        mountedFile(service, others) === file ||
        envFilePaths(service.tree).some((path) => fileAt(path, others) === file),
    )
    const isVariables = /(^|[\\/])\.env$/.test(file.name)
    if (isRead && !isVariables) return []
    const lines = kindOf(file) === 'env' ? readEnvFile(file.text) : readProperties(file.text).lines
    const say = isVariables
      ? (['mapped', 'envFileRead'] as const)
      : (['ignored', 'fileNotUsed'] as const)
    return lines.map(({ key, value, line }) =>
      rowOf({ file: file.name, line, service: null, key, value, say }),
    )
  })
}
