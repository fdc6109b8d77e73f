import { byText } from '~/base/integers'
import { errorMessage } from '~/kafka/protocol/errors'
import {
  defaultLevels,
  METADATA_VERSION,
  METADATA_VERSION_NAMES,
  metadataVersionLevel,
  metadataVersionName,
} from '~/kafka/protocol/features'
import type { UpdateFeaturesRequest } from '~/kafka/protocol/rpc/cluster'
import type { ArgparseOption, ArgparseParser } from '../parse/argparseTable'
import { CONNECTION } from '../connection'
import { printDependencies, printVersionMapping } from './featureLevels'
import { UsageError } from '../parse/options'
import type { Io, ScriptTool } from '../script'
import { ToolError } from '../script'

type Update = UpdateFeaturesRequest['updates'][number]

const FEATURE: ArgparseOption = {
  name: 'feature',
  action: 'append',
  about: 'A feature with its level: name=level.',
}
const METADATA: ArgparseOption = { name: 'metadata', about: 'A level of metadata.version by name.' }
const RELEASE: ArgparseOption = { name: 'release-version', about: 'A release, such as 4.1-IV1.' }
const DRY_RUN: ArgparseOption = { name: 'dry-run', action: 'flag', about: 'Changes nothing.' }
const UNSAFE: ArgparseOption = { name: 'unsafe', action: 'flag', about: 'Even if data gets lost.' }

const PARSER: ArgparseParser = {
  prog: 'kafka-features',
  about: 'Shows and changes the levels of features.',
  helpStatus: 1,
  options: [{ name: 'command-config', about: 'A file of settings for the admin client.' }],
  groups: [CONNECTION],
  commands: [
    { name: 'describe', about: 'Every feature with its level.', options: [] },
    { name: 'upgrade', about: 'Raises levels.', options: [METADATA, RELEASE, FEATURE, DRY_RUN] },
    {
      name: 'downgrade',
      about: 'Lowers levels.',
      options: [METADATA, RELEASE, FEATURE, UNSAFE, DRY_RUN],
    },
    { name: 'disable', about: 'Sets levels to 0.', options: [FEATURE, UNSAFE, DRY_RUN] },
    { name: 'version-mapping', about: 'The levels of a release.', options: [RELEASE] },
    {
      name: 'feature-dependencies',
      about: 'What a level needs.',
      options: [{ ...FEATURE, isRequired: true }],
    },
  ],
}

function terse(message: string): UsageError {
  return new UsageError('terse', message)
}

function main(io: Io): number {
  switch (io.command) {
    case 'describe':
      return describe(io)
    case 'version-mapping':
      return versionMapping(io)
    case 'feature-dependencies':
      return dependencies(io)
    default:
      return change(io, io.command ?? '')
  }
}

/** Kafka: FeatureCommand.handleDescribe. */
function describe({ ask, out }: Io): number {
  const versions = ask<'ApiVersions'>(
    { api: 'ApiVersions', clientSoftwareName: 'apache-kafka-java' },
    undefined,
    'describeFeatures',
  )
  const text = (feature: string, level: number) =>
    feature === METADATA_VERSION ? metadataVersionName(level) : String(level)
  for (const name of Object.keys(versions.supportedFeatures).toSorted(byText)) {
    const [min, max] = versions.supportedFeatures[name] ?? [0, 0]
    const level = versions.finalizedFeatures[name] ?? 0
    out(
      `Feature: ${name}\tSupportedMinVersion: ${text(name, min)}\tSupportedMaxVersion: ${text(name, max)}\tFinalizedVersionLevel: ${text(name, level)}\tEpoch: ${versions.finalizedFeaturesEpoch}`,
    )
  }
  return 0
}

/** `name=level` taken apart. Kafka: FeatureCommand.parseNameAndLevel. @throws UsageError */
function parseLevel(text: string): { readonly name: string; readonly level: number } {
  const cut = text.indexOf('=')
  if (cut < 0) throw terse(`Can't parse feature=level string ${text}: equals sign not found.`)
  const [name, level] = [text.slice(0, cut).trim(), text.slice(cut + 1).trim()]
  if (!/^[+-]?\d{1,5}$/.test(level)) {
    throw terse(`Can't parse feature=level string ${text}: unable to parse ${level} as a short.`)
  }
  return { name, level: Number(level) }
}

function levelNamed(version: string): number {
  const level = metadataVersionLevel(version)
  if (level !== null) return level
  throw terse(
    `Unknown metadata.version ${version}. Supported metadata.version are ${METADATA_VERSION_NAMES.join(', ')}`,
  )
}

/**
 * One wish; the client refuses a level that no wish of its kind can have. Kafka: FeatureUpdate's
 * constructor. @throws UsageError
 */
function updateTo(
  feature: string,
  { level, upgradeType }: { readonly level: number; readonly upgradeType: Update['upgradeType'] },
): Update {
  if (level === 0 && upgradeType === 'UPGRADE') {
    throw terse(
      `The upgradeType flag should be set to SAFE_DOWNGRADE or UNSAFE_DOWNGRADE when the provided maxVersionLevel:${level} is < 1.`,
    )
  }
  if (level < 0) throw terse('Cannot specify a negative version level.')
  return { feature, level, upgradeType }
}

/** Adds a wish; each feature has one. @throws UsageError */
function add(updates: Update[], update: Update): void {
  if (updates.some(({ feature }) => feature === update.feature)) {
    throw terse(`Feature ${update.feature} was specified more than once.`)
  }
  updates.push(update)
}

function updatesOf({ options, out }: Io, upgradeType: Update['upgradeType']): readonly Update[] {
  const release = options.value('release-version')
  const [metadata, features] = [options.value('metadata'), options.values('feature')]
  if (release !== undefined) {
    if (metadata !== undefined || features.length > 0) {
      throw terse('Can not specify `release-version` with other feature flags.')
    }
    const level = levelNamed(release)
    const others = defaultLevels(level)
      .filter((row) => upgradeType !== 'UPGRADE' || row.level > 0)
      .map((row) => ({ feature: row.name, level: row.level, upgradeType }))
    return [{ feature: METADATA_VERSION, level, upgradeType }, ...others]
  }
  const updates: Update[] = []
  if (metadata !== undefined) {
    out(' `metadata` flag is deprecated and may be removed in a future release.')
    updates.push({ feature: METADATA_VERSION, level: levelNamed(metadata), upgradeType })
  }
  for (const text of features) {
    const { name, level } = parseLevel(text)
    add(updates, updateTo(name, { level, upgradeType }))
  }
  return updates
}

/** Kafka: FeatureCommand.handleDisable. */
function disabled({ options }: Io, upgradeType: Update['upgradeType']): readonly Update[] {
  const updates: Update[] = []
  for (const feature of options.values('feature')) {
    add(updates, updateTo(feature, { level: 0, upgradeType }))
  }
  return updates
}

/** Why nothing was changed, or null. Every feature's future fails with it. */
function refusal({ ask }: Io, request: UpdateFeaturesRequest): string | null {
  try {
    const { error, errorMessage: text } = ask<'UpdateFeatures'>(request)
    return error === 'NONE' ? null : (text ?? errorMessage(error))
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    return error.message
  }
}

/** Kafka: FeatureCommand.update. */
function change(io: Io, command: string): number {
  const { options, out, err } = io
  const downgrade = options.has('unsafe') ? 'UNSAFE_DOWNGRADE' : 'SAFE_DOWNGRADE'
  const upgradeType = command === 'upgrade' ? 'UPGRADE' : downgrade
  const updates = command === 'disable' ? disabled(io, downgrade) : updatesOf(io, upgradeType)
  if (updates.length === 0) throw terse(`You must specify at least one feature to ${command}`)
  // Kafka: KafkaAdminClient.updateFeatures.
  if (updates.some(({ feature }) => feature.trim() === '')) {
    throw terse('Provided feature can not be empty.')
  }
  const validateOnly = options.has('dry-run')
  const why = refusal(io, { api: 'UpdateFeatures', updates: [...updates], validateOnly })
  for (const update of updates.toSorted((a, b) => byText(a.feature, b.feature))) {
    out(resultLine(command, update, { why, validateOnly }))
  }
  if (why === null) return 0
  err(`${updates.length} out of ${updates.length} operation(s) failed.`)
  return 1
}

function resultLine(
  command: string,
  { feature, level }: Update,
  { why, validateOnly }: { readonly why: string | null; readonly validateOnly: boolean },
): string {
  const to = command === 'disable' ? '' : ` to ${level}`
  if (why === null) return `${feature} ${validateOnly ? 'can be' : 'was'} ${command}d${to}.`
  return `${validateOnly ? 'Can' : 'Could'} not ${command} ${feature}${to}. ${why}`
}

function versionMapping({ options, out }: Io): number {
  printVersionMapping(options.value('release-version') ?? '4.1-IV1', out)
  return 0
}

/** Kafka: FeatureCommand.handleFeatureDependencies. @throws UsageError */
function dependencies({ options, out }: Io): number {
  for (const { name, level } of options.values('feature').map(parseLevel)) {
    const unknownLevel = `No feature:${name} with feature level ${level}`
    printDependencies({ name, level }, { out, unknownLevel })
  }
  return 0
}

/** `kafka-features.sh`. Kafka: org.apache.kafka.tools.FeatureCommand. */
export const featuresTool: ScriptTool = {
  name: 'kafka-features',
  bootstrapOption: 'bootstrap-server',
  options: [],
  parser: PARSER,
  main,
  // What the cluster says is told in one line. Kafka: FeatureCommand.mainNoExit.
  onError: ({ err }, error) => {
    err(`${error.javaClass}: ${error.message}`)
    return 1
  },
  onNoClient: ({ err }, error) => {
    err(error.message)
    return 1
  },
}
