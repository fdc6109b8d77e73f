import { byText } from '~/base/integers'
import { effectiveConfig, parseListeners } from '~/kafka/config/effective'
import { startProblem } from '~/kafka/config/serverStart'
import type { MetaPropertiesFile } from '~/kafka/server/metaProperties'
import { METADATA_VERSION_NAMES } from '~/kafka/protocol/features'
import { printDependencies, printVersionMapping } from '../cluster/featureLevels'
import { UsageError } from '../parse/options'
import { parseProperties } from '../parse/propertiesFile'
import type { Io, ScriptTool } from '../script'
import { ToolError } from '../script'
import { tellUncaught } from '../uncaught'
import { isDirectory, metaPropertiesAt } from '../serverFiles'
import type { NodeFile } from './storageArgs'
import { STORAGE_PARSER } from './storageArgs'
import { format } from './storageFormat'

/** Kafka: KafkaConfig's constructor. @throws ToolError */
function checkNode(properties: Readonly<Record<string, string>>): void {
  const problem = startProblem(properties)
  if (problem === null) return
  const causes = problem.cause === undefined ? [] : [problem.cause]
  throw new ToolError(problem.javaClass, problem.message, causes)
}

/** The file of `--config`. Kafka: Utils.loadProps, KafkaConfig. @throws ToolError */
function nodeFile({ options, spec }: Io): NodeFile {
  const path = options.value('config') ?? ''
  const text = Object.hasOwn(spec.files, path) ? spec.files[path] : undefined
  if (text === undefined) throw new ToolError('java.nio.file.NoSuchFileException', path)
  const properties = parseProperties(text)
  checkNode(properties)
  const settings = effectiveConfig('broker', properties)
  const listOf = (name: string) =>
    (settings.given(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  const named = listOf('log.dirs')
  const logDirs = named.length > 0 ? named : [settings.string('log.dir')]
  const metadataDirectory = settings.given('metadata.log.dir') ?? logDirs[0] ?? ''
  const controllerName = listOf('controller.listener.names')[0] ?? ''
  const listeners = parseListeners(properties['listeners'] ?? '')
  return {
    nodeId: Number(properties['node.id'] ?? properties['broker.id']),
    roles: listOf('process.roles'),
    directories: [...new Set([...logDirs, metadataDirectory])].toSorted(byText),
    metadataDirectory,
    hasStaticVoters: listOf('controller.quorum.voters').length > 0,
    controllerListener: listeners.find(({ name }) => name === controllerName) ?? {
      host: '',
      port: 0,
    },
  }
}

function metadataText({ clusterId, directoryId, nodeId }: MetaPropertiesFile): string {
  return `{cluster.id=${clusterId}, directory.id=${directoryId}, node.id=${nodeId}, version=1}`
}

/** What is not as it should be, by directory. */
function problemsOf(
  rows: readonly {
    readonly directory: string
    readonly exists: boolean
    readonly file: MetaPropertiesFile | null
  }[],
): readonly string[] {
  const first = rows.find(({ file }) => file !== null)?.file
  return rows.flatMap(({ directory, exists, file }): readonly string[] => {
    if (!exists) return [`${directory} does not exist`]
    if (file === null) return [`${directory} is not formatted.`]
    if (first === undefined || first === null) return []
    if (file.clusterId !== first.clusterId) {
      return ['Mismatched cluster IDs between storage directories.']
    }
    if (file.nodeId === first.nodeId) return []
    return ['Mismatched node IDs between storage directories.']
  })
}

/** Kafka: StorageTool.infoCommand. */
function info({ disk, out }: Io, node: NodeFile): number {
  const rows = node.directories.map((directory) => {
    const file = metaPropertiesAt(disk, directory, node.nodeId)
    return { directory, file, exists: file !== null || isDirectory(disk, directory) }
  })
  const found = rows.filter(({ exists }) => exists)
  const block = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return
    out(title)
    for (const line of lines) out(`  ${line}`)
    out('')
  }
  block(
    found.length === 1 ? 'Found log directory:' : 'Found log directories:',
    found.map(({ directory }) => directory),
  )
  const first = rows.find(({ file }) => file !== null)?.file
  if (first !== undefined && first !== null) {
    out(`Found metadata: ${metadataText(first)}`)
    out('')
  }
  const problems = problemsOf(rows)
  block(problems.length === 1 ? 'Found problem:' : 'Found problems:', problems)
  return problems.length === 0 ? 0 : 1
}

/** Kafka: StorageTool.runFeatureDependenciesCommand. @throws ToolError, UsageError */
function dependencies({ options, out }: Io): number {
  for (const text of options.values('feature')) {
    const [name = '', level, ...more] = text.split('=')
    if (level === undefined || more.length > 0) {
      throw new ToolError(
        'scala.MatchError',
        '[Ljava.lang.String;@1b2c3d4e (of class [Ljava.lang.String;)',
      )
    }
    if (!/^[+-]?\d{1,5}$/.test(level)) {
      throw new UsageError('terse', `Invalid version format: ${level} for feature ${name}`)
    }
    const unknownLevel = `Feature level ${Number(level)} is not supported for feature ${name}`
    printDependencies({ name, level: Number(level) }, { out, unknownLevel })
  }
  return 0
}

function main(io: Io): number {
  const { options, out, drawId } = io
  switch (io.command) {
    case 'info':
      return info(io, nodeFile(io))
    case 'format':
      return format(io, nodeFile(io))
    case 'version-mapping':
      printVersionMapping(
        options.value('release-version') ?? METADATA_VERSION_NAMES.at(-1) ?? '',
        out,
      )
      return 0
    case 'feature-dependencies':
      return dependencies(io)
    default:
      out(drawId())
      return 0
  }
}

/** `kafka-storage.sh`. Kafka: kafka.tools.StorageTool. */
export const storageTool: ScriptTool = {
  name: 'kafka-storage',
  options: [],
  parser: STORAGE_PARSER,
  bootstrapOption: 'bootstrap-server',
  main,
  onError: tellUncaught,
}
