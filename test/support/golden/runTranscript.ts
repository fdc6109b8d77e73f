import { present } from '~/base/invariant'
import { cliPrograms, toolName } from '~/cli/programs'
import { splitWords } from '~/cli/parse/options'
import { serverProcess } from '~/engine/build'
import { kafkaProgram } from '~/engine/kafkaProgram'
import type { Run } from '~/engine/run'
import { startRun } from '~/engine/run'
import type { Protection } from '~/kafka/serverSpec'
import type { ServerState } from '~/kafka/server/server'
import { isServer } from '~/kafka/server/server'
import type { ClusterShape } from '~/scenarios/transcriptCluster'
import { LOOPBACK_CLUSTER_ID, loopbackScenario } from '~/scenarios/transcriptCluster'
import type { ProcessId } from '~/sim/ids'
import { processId } from '~/sim/ids'
import { hostOf, nodeFiles } from './nodeFiles'
import type { Step, Transcript } from './transcript'

const SECOND = 1_000_000
const TOOL_LIMIT = 180 * SECOND
/** The recorder keeps one machine for its tools, but starts one for each of these. */
const OWN_JVM: ReadonlySet<string> = new Set([
  'kafka-console-consumer',
  'kafka-console-producer',
  'kafka-console-share-consumer',
  'kafka-producer-perf-test',
])
/** How much longer that takes. */
const JVM_START = (7 * SECOND) / 10
const STOP_LIMIT = 120 * SECOND
const START_LIMIT = 45 * SECOND

/** Something that the simulator does not know yet. */
export class NotSupported extends Error {}

/** A transcript's cluster and clients while its steps are run. */
export interface Session {
  readonly run: Run
  readonly files: Map<string, string>
  readonly nodeFiles: Readonly<Record<string, string>>
  readonly clients: Map<string, { readonly process: ProcessId; shown: number }>
  tools: number
  lastHurt: number
  /** Simulated time that has passed, µs; events may be due later. */
  clock: number
}

function shapeOf(transcript: Transcript): ClusterShape {
  const value = transcript.headers.find(({ name }) => name === 'cluster')?.value ?? 'combined 1'
  const combined = /^combined (\d+)$/.exec(value)
  if (combined !== null) return { type: 'combined', nodes: Number(combined[1]) }
  const apart = /^controllers (\d+) brokers (\d+)$/.exec(value)
  if (apart === null) throw new NotSupported(`cluster: ${value}`)
  return { type: 'apart', controllers: Number(apart[1]), brokers: Number(apart[2]) }
}

function pairOf(text: string): readonly [string, string] {
  const cut = text.indexOf('=')
  return [text.slice(0, cut).trim(), text.slice(cut + 1).trim()]
}

/** Builds the cluster, whose servers run without the given rules, and waits until it is up. */
export function openSession(
  transcript: Transcript,
  seed: number,
  unprotected: readonly Protection[] = [],
): Session {
  const properties: Record<string, string> = {}
  const perNode: Record<number, Record<string, string>> = {}
  for (const { name, value } of transcript.headers) {
    const [key, setting] = pairOf(value)
    if (name === 'server') properties[key] = setting
    const node = /^server (\d+)$/.exec(name)?.[1]
    if (node !== undefined) perNode[Number(node)] = { ...perNode[Number(node)], [key]: setting }
  }
  const base = loopbackScenario({ shape: shapeOf(transcript), properties, perNode })
  const servers = base.servers.map((server) => ({
    ...server,
    spec: { ...server.spec, unprotected },
  }))
  const scenario = unprotected.length === 0 ? base : { ...base, servers }
  const run = startRun(scenario, seed, kafkaProgram)
  const session: Session = {
    run,
    files: new Map(),
    nodeFiles: nodeFiles(base.servers),
    clients: new Map(),
    tools: 0,
    lastHurt: -60 * SECOND,
    clock: 0,
  }
  pass(session, () => allUp(run), 60 * SECOND)
  advance(session, 2 * SECOND)
  return session
}

function serverStates(run: Run): readonly ServerState[] {
  return [...run.world().processes.values()].flatMap(({ state, status }) =>
    isServer(state) && status === 'running' ? [state] : [],
  )
}

function isUp(state: ServerState): boolean {
  if (state.spec.roles.includes('broker')) return state.broker?.lifecycle === 'RUNNING'
  return state.quorum !== null
}

function allUp(run: Run): boolean {
  return serverStates(run).every(isUp)
}

/** Whether servers that were started have come up, or have ended again. */
function areUp(run: Run, nodes: readonly ProcessId[]): boolean {
  return nodes.every((id) => {
    const { state, status } = present(run.world().processes.get(id), 'the server is there')
    return status !== 'running' || !isServer(state) || isUp(state)
  })
}

function advance(session: Session, micros: number): void {
  session.clock += micros
  session.run.advance(session.clock, Number.MAX_SAFE_INTEGER)
}

/** Lets time pass in small steps until something holds, or the limit is reached. */
function pass(session: Session, holds: () => boolean, limit: number): boolean {
  const end = session.clock + limit
  while (!holds()) {
    if (session.clock >= end) return false
    advance(session, SECOND / 20)
  }
  return true
}

/** The lines that a step printed, as a transcript shows them. */
export function runStep(session: Session, step: Step): readonly string[] {
  switch (step.kind) {
    case '=':
      session.files.set(step.text.trim(), substitute(step.input.map((l) => `${l}\n`).join('')))
      return []
    case '$':
      return runTool(session, step)
    case '&': {
      const [name = '', ...words] = splitWords(substitute(step.text))
      session.clients.set(name, { process: spawn(session, words), shown: 0 })
      return quiet(session, name)
    }
    case '>':
    case '<':
      return talk(session, step)
    case '!':
      return command(session, step.text)
  }
}

function substitute(text: string): string {
  return text
    .replaceAll(/\{file:([^}]+)\}/g, '/files/$1')
    .replaceAll('{dir}', '/dir')
    .replaceAll('{clusterId}', LOOPBACK_CLUSTER_ID)
}

function spawn(session: Session, words: readonly string[]): ProcessId {
  const [program = '', ...args] = words
  const name = toolName(program)
  if (!Object.hasOwn(cliPrograms, name)) throw new NotSupported(program)
  const given = [...session.files].map(([file, text]) => [`/files/${file}`, text] as const)
  const files = { ...session.nodeFiles, ...Object.fromEntries(given) }
  session.tools += 1
  const process = processId(`tool-${session.tools}`)
  session.run.command({
    type: 'Spawn',
    process,
    host: hostOf(name, args, files),
    spec: { kind: 'client', program: name, args, files, properties: {} },
  })
  return process
}

function call(session: Session, process: ProcessId, text: string | null): void {
  session.run.command({
    type: 'Call',
    process,
    call: text === null ? { type: 'EndOfInput' } : { type: 'InputLine', text },
  })
}

function hasEnded(session: Session, process: ProcessId): boolean {
  const status = session.run.world().processes.get(process)?.status
  return status === 'exited' || status === 'killed'
}

function runTool(session: Session, step: Step): readonly string[] {
  const words = splitWords(substitute(step.text))
  const [program = '', ...args] = words
  // The recorder's own cat shows the files that are there, of any node, and nothing of others.
  if (program === 'cat') {
    const lines = args.flatMap((path) => outcomeOf(session, [program, path], []))
    return lines.filter((line) => line.startsWith('  '))
  }
  return outcomeOf(session, words, step.input)
}

/** Runs a tool to its end. */
function outcomeOf(
  session: Session,
  words: readonly string[],
  input: readonly string[],
): readonly string[] {
  if (OWN_JVM.has(toolName(words[0] ?? ''))) advance(session, JVM_START)
  const process = spawn(session, words)
  for (const line of input) call(session, process, line)
  call(session, process, null)
  const ended = pass(session, () => hasEnded(session, process), TOOL_LIMIT)
  if (!ended) return overdue(session, process)
  const code = session.run.world().processes.get(process)?.exitCode ?? 0
  return [...printed(session, process, 0), ...(code === 0 ? [] : [`[exit ${code}]`])]
}

/** The recorder kills what does not end, and shows nothing of it. */
function overdue(session: Session, process: ProcessId): readonly string[] {
  session.run.command({ type: 'Kill', process })
  return [`2> (did not end within ${TOOL_LIMIT / SECOND} s)`, '[exit 124]']
}

const LOG_LINE = /^2> (>*)\[.*?\] (?:WARN|INFO|DEBUG) .*$/

/** Standard output first, standard error after it. */
function printed(session: Session, process: ProcessId, from: number): readonly string[] {
  const lines = session.run
    .printed()
    .filter((line) => line.process === process)
    .slice(from)
  const of = (stream: string, prefix: string) =>
    lines
      .filter((line) => line.stream === stream)
      .map(({ text }) => `${prefix}${text}`.replace(/\s+$/, ''))
  const out = of('stdout', '  ')
  while (out.at(-1) === '') out.pop()
  // The recorder leaves out blank lines of standard error, those that begin with a tab and those that
  // tell a place ( at …), the tools' own log lines below ERROR, and blank lines at the end of
  // standard output.
  const err = of('stderr', '2> ').map((line) => line.replace(LOG_LINE, '2> $1').trimEnd())
  return [...out, ...err.filter((line) => !/^2>($| \t| \s+at )/.test(line))]
}

/** What a client has printed since it was last shown, once it has been quiet for half a second. */
function quiet(session: Session, name: string): readonly string[] {
  const client = clientOf(session, name)
  const count = () => session.run.printed().filter((line) => line.process === client.process).length
  let before = -1
  for (let tries = 0; tries < 240 && before !== count(); tries += 1) {
    before = count()
    advance(session, SECOND / 2)
  }
  return []
}

function clientOf(session: Session, name: string): { readonly process: ProcessId; shown: number } {
  const client = session.clients.get(name)
  if (client === undefined) throw new NotSupported(`no client ${name}`)
  return client
}

function show(session: Session, name: string): readonly string[] {
  const client = clientOf(session, name)
  quiet(session, name)
  const lines = printed(session, client.process, client.shown)
  client.shown = session.run.printed().filter((line) => line.process === client.process).length
  return lines
}

function talk(session: Session, step: Step): readonly string[] {
  const [name = ''] = step.text.split(' ')
  if (step.kind === '<') return show(session, name)
  call(session, clientOf(session, name).process, step.text.slice(name.length + 1))
  advance(session, SECOND / 20)
  return []
}

function command(session: Session, text: string): readonly string[] {
  const [verb = '', ...words] = text.split(' ')
  const nodes = words.map((word) => serverProcess(Number(word)))
  switch (verb) {
    case 'wait':
      advance(session, Number(words[0]?.replace('s', '')) * SECOND)
      return []
    case 'settle':
      settle(session)
      return []
    case 'eof':
    case 'interrupt':
    case 'killclient':
      return endClient(session, verb, words[0] ?? '')
    case 'kill':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'start':
      hurt(session, verb, nodes)
      return []
    default:
      throw new NotSupported(`! ${verb}`)
  }
}

function endClient(session: Session, verb: string, name: string): readonly string[] {
  const { process } = clientOf(session, name)
  if (verb === 'eof') call(session, process, null)
  else if (verb === 'interrupt') session.run.command({ type: 'Signal', process, signal: 'SIGINT' })
  else session.run.command({ type: 'Kill', process })
  pass(session, () => hasEnded(session, process), 60 * SECOND)
  return show(session, name)
}

/** Nodes are stopped one after the other; those that are started are waited for together. */
function hurt(session: Session, verb: string, nodes: readonly ProcessId[]): void {
  for (const process of nodes) {
    session.run.command(faultOf(verb, process))
    if (verb === 'stop') pass(session, () => hasEnded(session, process), STOP_LIMIT)
  }
  if (verb === 'kill' || verb === 'pause') session.lastHurt = session.clock
  if (verb === 'start') pass(session, () => areUp(session.run, nodes), START_LIMIT)
}

function faultOf(verb: string, process: ProcessId): Parameters<Run['command']>[0] {
  switch (verb) {
    case 'kill':
      return { type: 'Kill', process }
    case 'pause':
      return { type: 'Pause', process }
    case 'resume':
      return { type: 'Resume', process }
    case 'start':
      return { type: 'Start', process }
    default:
      return { type: 'Signal', process, signal: 'SIGTERM' }
  }
}

/**
 * What `settle` watches: topics as described, groups with their members. The recorder asks the first
 * broker that it has not ended, with the tools: they wait while it is frozen or nobody leads the
 * quorum, and what they print then is never the same twice.
 */
function picture(session: Session): string {
  const states = serverStates(session.run)
  const hasLeader = states.some(({ quorum }) => quorum?.role.name === 'Leader')
  const asked = firstBroker(session.run)
  if (asked === null || (hasLeader && asked.isAwake)) return pictureOf(states)
  const server = ['--bootstrap-server', `localhost:${9091 + asked.nodeId}`, '--describe']
  const groups = ['--all-groups', '--members', '--verbose']
  return [
    ...outcomeOf(session, ['kafka-topics.sh', ...server], []),
    ...outcomeOf(session, ['kafka-consumer-groups.sh', ...server, ...groups], []),
  ].join('\n')
}

/** The broker with the smallest id of those that have not ended. */
function firstBroker(run: Run): { readonly nodeId: number; readonly isAwake: boolean } | null {
  const brokers = [...run.world().processes.values()].flatMap(({ state, status }) => {
    const isAlive = status === 'running' || status === 'paused'
    if (!isAlive || !isServer(state) || !state.spec.roles.includes('broker')) return []
    return [{ nodeId: state.spec.nodeId, isAwake: status === 'running' }]
  })
  return brokers.toSorted((a, b) => a.nodeId - b.nodeId)[0] ?? null
}

function pictureOf(states: readonly ServerState[]): string {
  const topics = states.flatMap(({ broker }) =>
    broker === null ? [] : [JSON.stringify(broker.image.topics)],
  )
  const groups = states.flatMap(({ broker }) =>
    [...(broker?.groups.shards.values() ?? [])].flatMap((shard) =>
      [...shard.groups.values()].map(
        (group) => `${group.groupId} ${group.state} ${group.members.keys.join(' ')}`,
      ),
    ),
  )
  return [...topics, ...groups].join('\n')
}

function settle(session: Session): void {
  const begun = session.clock
  let since = session.clock
  let before = picture(session)
  while (session.clock - begun < 120 * SECOND) {
    const isQuiet = session.clock - since >= 6 * SECOND
    if (isQuiet && session.clock - session.lastHurt >= 13 * SECOND) return
    advance(session, SECOND / 2)
    const now = picture(session)
    if (now !== before) since = session.clock
    before = now
  }
}
