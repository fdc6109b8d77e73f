import type { Listener } from '~/kafka/config/effective'
import { parseListeners } from '~/kafka/config/effective'
import { nodeId } from '~/kafka/ids'
import { isMetaProperties } from '~/kafka/server/metaProperties'
import { parseProperties } from '../parse/propertiesFile'
import { UsageError } from '../parse/options'
import type { Io } from '../script'
import { kafkaError, ToolError, waitFor } from '../script'
import type { Disk } from '../serverFiles'

type Properties = Readonly<Record<string, string>>

/** A mistake that is told in one line. Kafka: TerseException. */
export function terse(message: string): UsageError {
  return new UsageError('terse', message)
}

/** Kafka: MetadataQuorumCommand.getControllerId. */
function controllerId(props: Properties): number {
  const question = 'configuration file. Is this a valid controller configuration file?'
  const given = props['node.id']
  if (given === undefined) throw terse(`node.id not found in ${question}`)
  if (!/^[+-]?\d+$/.test(given)) {
    const text = `For input string: "${given}"`
    throw new ToolError('java.lang.NumberFormatException', text)
  }
  if (Number(given) < 0) throw terse(`node.id was negative in ${question}`)
  if (!(props['process.roles'] ?? '').includes('controller')) {
    throw terse(`process.roles did not contain 'controller' in ${question}`)
  }
  return Number(given)
}

/** Kafka: MetadataQuorumCommand.getMetadataDirectory. */
function metadataDirectory(props: Properties): string {
  const given = props['metadata.log.dir'] ?? props['log.dirs']?.trim().split(',')[0]
  if (given !== undefined) return given
  throw terse(
    'Neither metadata.log.dir nor log.dirs were found. Is this a valid controller configuration file?',
  )
}

/** Kafka: MetadataQuorumCommand.getMetadataDirectoryId, MetaPropertiesEnsemble.Loader. */
function directoryId(disk: Disk, directory: string): string {
  const file = disk.read(`${directory}/meta.properties`)
  if (!isMetaProperties(file)) throw terse(`Unable to read meta.properties from ${directory}`)
  return file.directoryId
}

/** Kafka: MetadataQuorumCommand.getControllerAdvertisedListeners. */
function advertisedListeners(props: Properties): readonly Listener[] {
  const listeners = [
    ...parseListeners(props['listeners'] ?? ''),
    ...parseListeners(props['advertised.listeners'] ?? ''),
  ]
  const names = props['controller.listener.names']
  if (names === undefined) {
    throw terse(
      'controller.listener.names was not found. Is this a valid controller configuration file?',
    )
  }
  return names.split(',').map((given) => {
    const name = given.toUpperCase()
    const found = listeners.findLast((listener) => listener.name === name)
    if (found !== undefined) return { ...found, host: found.host === '' ? 'localhost' : found.host }
    throw terse(`Cannot find information about controller listener name: ${name}`)
  })
}

/** X-92, X-95. Kafka: MetadataQuorumCommand.handleAddController. */
export function addController({ ask, disk, options, out, spec }: Io): number {
  const file = options.value('command-config')
  if (file === undefined) {
    throw terse(
      'You must supply the configuration file of the controller you are adding when using add-controller.',
    )
  }
  const props = parseProperties(spec.files[file] ?? '')
  const id = controllerId(props)
  const directory = directoryId(disk, metadataDirectory(props))
  const listeners = advertisedListeners(props)
  const isDry = options.has('dry-run')
  if (!isDry) {
    waitFor(() => {
      const { error, errorMessage } = ask<'AddRaftVoter'>({
        api: 'AddRaftVoter',
        clusterId: null,
        voterId: nodeId(id),
        voterDirectoryId: directory,
        listeners,
      })
      if (error !== 'NONE') throw kafkaError(error, errorMessage)
    })
  }
  const where = listeners.map(({ name, host, port }) => {
    return `${name}://${host.includes(':') ? `[${host}]` : host}:${port}`
  })
  const deed = isDry ? 'DRY RUN of adding' : 'Added'
  out(`${deed} controller ${id} with directory id ${directory} and endpoints: ${where.join(', ')}`)
  return 0
}
