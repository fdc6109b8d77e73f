import type { Problem, Result } from '~/base/result'
import { err, ok } from '~/base/result'
import { parseListeners, parseVoters } from '~/kafka/config/effective'
import type { StorageFormat } from '~/kafka/serverSpec'
import type { ScenarioServer } from '../scenario'
import { bootstrapOf } from './composeScenario'
import { dynamicFormat, formatText } from './dynamicQuorum'
import { NO_CLUSTER_ID, settingsOfFile } from './kafkaService'
import type { JudgedNode } from './node'
import { judgeNode, specOf } from './node'
import { refusals } from './nodeRows'
import { placeAt, problem } from './problems'
import { readProperties } from './properties'
import type { Imported, ImportFile, ReportRow } from './report'
import { rowOf } from './serviceRows'
import { defaultRows, settingRows } from './settingRows'
import { cannotRun, failsAtStart, missingVoters, sameIdProblem } from './warnings'

/** Builds the scenario of one or more `server.properties`: a node each. */
export function propertiesScenario(
  files: readonly ImportFile[],
  title: string,
): Result<Imported, readonly Problem[]> {
  for (const file of files) {
    const wrong = fileProblem(file)
    if (wrong !== null) return err([wrong])
  }
  const first = files.map((file) => draftNode(file, null))
  const isLoopback = first.every((node) => isLocal(hostNameOf(node)))
  const nodes = isLoopback
    ? first
    : first.map((node, index) => draftNode(files[index], hostNameOf(node)))
  const twins = sameIdProblem(nodes)
  if (twins !== null) return err([twins])
  const running = nodes.filter((node) => cannotRun(node) === null)
  const lost = missingVoters(nodes)
  const format = dynamicFormat(running)
  const brokers = nodes.filter(({ roles }) => roles.includes('broker')).length
  return ok({
    report: {
      rows: nodes.flatMap((node) => rowsOf(node, { brokers, format })),
      warnings: [
        ...nodes.flatMap((node) => cannotRun(node) ?? failsAtStart(node) ?? []),
        ...(lost === null ? [] : [lost]),
      ],
    },
    scenario: {
      formatVersion: 1,
      id: 'imported',
      title,
      hosts: running.map((node) => ({
        id: node.draft.name,
        names: isLoopback ? [] : [node.draft.hostName ?? ''],
        rack: null,
      })),
      published: isLoopback
        ? running.flatMap((node) =>
            portsOf(node).map((port) => ({ outer: port, host: node.draft.name, port })),
          )
        : [],
      servers: serversOf(running, format),
      foreign: [],
      startsDown: false,
      loopback: isLoopback,
      ...(isLoopback ? {} : { open: true }),
      bootstrap: bootstrapOf(running),
      topics: [],
      workload: [],
    },
  })
}

/** Keys of which a server's file has at least one. */
const SERVER_KEYS =
  /^(process\.roles|node\.id|broker\.id|listeners|advertised\.listeners|controller\.|log\.dirs?|zookeeper\.connect|inter\.broker)/

function fileProblem(file: ImportFile): Problem | null {
  const { lines, malformed } = readProperties(file.text)
  if (malformed !== null) {
    return problem({
      code: 'malformedEscape',
      place: placeAt(file.name, malformed.line, malformed.column),
      message: 'Malformed \\uxxxx encoding.',
      hint: 'A backslash begins an escape in a properties file: write a Windows path with / or \\\\.',
    })
  }
  if (lines.length === 0) {
    return problem({
      code: 'emptyFile',
      place: placeAt(file.name),
      message: 'The file is empty.',
      hint: 'A server.properties has lines of the form key=value.',
    })
  }
  if (lines.some(({ key }) => SERVER_KEYS.test(key))) return null
  return problem({
    code: 'notAServer',
    place: placeAt(file.name, lines[0]?.line ?? 1),
    message: 'This properties file is not a Kafka server’s.',
    hint: 'A server.properties sets process.roles, node.id and listeners. Settings of clients go on the command line.',
  })
}

function draftNode(file: ImportFile | undefined, hostName: string | null): JudgedNode {
  const { name, text } = file ?? { name: '', text: '' }
  const settings = settingsOfFile({ name, text })
  return judgeNode({
    name,
    file: name,
    line: settings[0]?.line ?? 1,
    settings,
    imageDefaults: {},
    clusterId: NO_CLUSTER_ID,
    hostName,
    refusal: null,
  })
}

/** The machine's name: as the voters call it, or as it is advertised, or as it listens. */
function hostNameOf({ properties, id }: JudgedNode): string {
  const voter = parseVoters(properties['controller.quorum.voters'] ?? '').find(
    (row) => row.id === id,
  )
  const of = (property: string) =>
    parseListeners(properties[property] ?? '').find(({ host }) => host !== '' && host !== '0.0.0.0')
  // A file that names no host at all is about this machine.
  return voter?.host ?? of('advertised.listeners')?.host ?? of('listeners')?.host ?? 'localhost'
}

function isLocal(host: string): boolean {
  return ['localhost', '127.0.0.1', '::1', '0.0.0.0'].includes(host)
}

function portsOf({ properties }: JudgedNode): readonly number[] {
  return parseListeners(properties['listeners'] ?? '').map(({ port }) => port)
}

function serversOf(
  nodes: readonly JudgedNode[],
  format: StorageFormat | null,
): readonly ScenarioServer[] {
  let spare = Math.max(0, ...nodes.map(({ id }) => id ?? 0))
  return nodes.map((node) => {
    if (node.id === null) spare += 1
    return {
      host: node.draft.name,
      service: null,
      container: null,
      spec: specOf(node, { id: node.id ?? spare, format }),
    }
  })
}

function rowsOf(
  node: JudgedNode,
  { brokers, format }: { readonly brokers: number; readonly format: StorageFormat | null },
): readonly ReportRow[] {
  const { file, line, name, settings, clusterId } = node.draft
  const spot = { file, line, service: name }
  const isSet = (property: string) => Object.hasOwn(node.properties, property)
  return [
    ...settingRows(name, settings, node.problem),
    ...refusals(node, spot),
    rowOf({
      ...spot,
      key: 'kafka-storage.sh format',
      value: `--cluster-id ${clusterId}${formatText(format)}`,
      target: 'meta.properties',
      say: ['defaulted', 'formatted', { clusterId }],
    }),
    ...(node.roles.includes('broker') ? defaultRows({ ...spot, isSet, brokers }) : []),
  ]
}
