import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channelState'
import type { Admin, AdminAnswer, AdminCall, AdminWork, Route } from '~/kafka/client/admin'
import { adminOf, adminWork, beginCall, newAdmin, onAdminInput } from '~/kafka/client/admin'
import { callNameOf, controllersAnswer } from '~/kafka/client/adminCalls'
import type { ClientProgram, KafkaContext } from '~/kafka/effects'
import { drawId } from '~/kafka/drawUuid'
import type { ClientSpec, KafkaFile, KafkaModel, ProcessState } from '~/kafka/model'
import type { ErrorCode } from '~/kafka/protocol/errors'
import { errorMessage, exceptionClass } from '~/kafka/protocol/errors'
import type { Api, Request, Response } from '~/kafka/protocol/rpc'
import { metadataWarnings, settingProblem } from './adminProblem'
import type { ArgparseOptions } from './parse/argparse'
import { ArgparseStop, parseArgparse } from './parse/argparse'
import type { Connection } from './clientProblem'
import { addressProblem, asksControllers, connectionOf } from './clientProblem'
import type { ArgparseParser } from './parse/argparseTable'
import type { OptionSpec, Options } from './parse/options'
import { wallClockMs } from '~/kafka/wallClock'
import { logTime } from './logTime'
import { parseOptions, UsageError, usageLines } from './parse/options'
import { parseProperties } from './parse/propertiesFile'
import type { Disk } from './serverFiles'

/** From the start of a tool's process to its first request: the JVM. MODEL Simplified S3. */
export const TOOL_STARTUP_MS = 300

const CONFIG_EXCEPTION = 'org.apache.kafka.common.config.ConfigException'

/** What a tool may do while it runs. */
export interface Io {
  readonly options: Options
  /** The wall clock now, ms since 1970. */
  readonly nowMs: number
  /** A whole number in [0, bound); only after the last answer, since a script runs again for each. */
  readonly draw: (bound: number) => number
  /** A random id of 128 bits; only after the last answer. */
  readonly drawId: () => string
  /** Writes a file of the machine's disk when the tool ends. */
  readonly write: (path: string, content: KafkaFile) => void
  /** The sub-command of a tool of family A. */
  readonly command: string | null
  readonly spec: ClientSpec
  /** The machine's disk: of use to tools that read what servers have written. */
  readonly disk: Disk
  /** True when a name of a host can be resolved. */
  readonly knowsHost: (name: string) => boolean
  /** Asks the cluster and gives the answer. @throws ToolError when the time for it is over. */
  readonly ask: <A extends Api>(body: Request<A>, route?: Route, callName?: string) => Response<A>
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** A tool that asks, prints and ends: its exit status. */
export interface ScriptTool {
  readonly name: string
  readonly options: readonly OptionSpec[]
  /** What a tool of family J says above its table of options for `--help`, and without arguments. */
  readonly purpose?: string | { readonly help: string; readonly noArguments: string }
  /** The command line of a tool of family A; its `options` are empty then. */
  readonly parser?: ArgparseParser
  readonly main: (io: Io) => number
  /** Prints an exception as the tool's own main does; returns the exit status. */
  readonly onError: (
    io: Pick<Io, 'out' | 'err'> & { readonly args: readonly string[] },
    error: ToolError,
  ) => number
  /** The option that names the cluster. */
  readonly bootstrapOption: string
  /** The option that names a file of the admin client's settings; `command-config` unless given. */
  readonly configOption?: string
  /** What its option parser throws reaches Java itself. X-40. */
  readonly isUncaught?: true
  /** What stands before its option parser's message, which is printed alone; absent: with its trace. */
  readonly terseStart?: string
  /** Settings of the admin client that the tool puts in where its file names none. */
  readonly defaults?: Readonly<Record<string, string>>
  /** Prints why no admin client could be made, where `onError` would word it otherwise. */
  readonly onNoClient?: ScriptTool['onError']
}

/** No admin client could be made. */
class NoClient extends Error {
  readonly problem: ToolError
  constructor(problem: ToolError) {
    super(problem.message)
    this.problem = problem
  }
}

/** An exception of Java's that a tool prints. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
  readonly javaClass: string
  /** The exceptions below it, as `class: message`. */
  readonly causes: readonly string[]
  constructor(javaClass: string, message: string, causes: readonly string[] = []) {
    super(message)
    this.javaClass = javaClass
    this.causes = causes
  }
}

/** The exception that a client throws for an error code. */
export function kafkaError(error: ErrorCode, message: string | null): ToolError {
  return new ToolError(exceptionClass(error), message ?? errorMessage(error))
}

/** What an answer that never came makes of a future. Java: KafkaFuture.get. */
export function waitFor<T>(ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    throw wrapError('java.util.concurrent.ExecutionException', error)
  }
}

/** The same exception inside another one of Java's. */
export function wrapError(javaClass: string, error: ToolError): ToolError {
  const text = `${error.javaClass}: ${error.message}`
  return new ToolError(javaClass, text, [text, ...error.causes])
}

/** What Java prints of an exception, without the frames. Java: Throwable.printStackTrace. */
export function stackTrace(error: ToolError): readonly string[] {
  const causes = error.causes.map((cause) => `Caused by: ${cause}`)
  const { javaClass, message } = error
  // An exception without a message is only its class.
  const isSilent = message === '' && javaClass.startsWith('java.')
  return [isSilent ? javaClass : `${javaClass}: ${message}`, ...causes]
}

/** Thrown to leave a script until its next answer has come. */
class Unanswered extends Error {
  readonly asked: Asked
  constructor(asked: Asked) {
    super('unanswered')
    this.asked = asked
  }
}

interface ScriptState extends ProcessState {
  readonly kind: string
  readonly spec: ClientSpec
  readonly admin: Admin
  readonly answers: readonly AdminAnswer[]
  readonly printed: number
}

type Asked = Omit<AdminCall, 'id'>

interface Line {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

type Evaluated =
  | {
      readonly type: 'asks'
      readonly lines: readonly Line[]
      readonly asked: Asked
    }
  | {
      readonly type: 'ended'
      readonly lines: readonly Line[]
      readonly code: number
      readonly written: readonly (readonly [path: string, content: KafkaFile])[]
    }

/** Kafka: KafkaAdminClient.AdminClientRunnable.call. */
function noControllerCall(): ToolError {
  return new ToolError(
    'org.apache.kafka.common.errors.UnsupportedEndpointTypeException',
    'This Admin API is not yet supported when communicating directly with the controller quorum.',
  )
}

/**
 * Runs a tool from its beginning with the answers it has had so far. It either asks for one more
 * or ends: so a tool reads like a plain program and is a pure function of its answers.
 */
function evaluate(tool: ScriptTool, state: ScriptState, ctx: KafkaContext): Evaluated {
  const lines: Line[] = []
  const print = (stream: Line['stream']) => (text: string) => {
    for (const line of text.split('\n')) lines.push({ stream, text: line })
  }
  const [out, err] = [print('stdout'), print('stderr')]
  let next = 0
  const written: (readonly [string, KafkaFile])[] = []
  const connection = connectionOf(tool, state.spec)
  const ask = <A extends Api>(
    body: Request<A>,
    route: Route = { type: 'any' },
    name = callNameOf(body.api),
  ): Response<A> => {
    if (next === 0) refuseConnection(connection, ctx, err)
    if (asksControllers(connection) && !controllersAnswer(body.api)) throw noControllerCall()
    const answer = state.answers[next]
    next += 1
    if (answer === undefined) throw new Unanswered({ body, route, name })
    if ('exception' in answer) {
      for (const line of metadataWarnings(answer, body.api)) err(line)
      throw new ToolError(`org.apache.kafka.common.errors.${answer.exception}`, answer.message)
    }
    if (answer.type === 'timeout') {
      const { message, cause } = answer
      const javaClass = 'org.apache.kafka.common.errors.TimeoutException'
      throw new ToolError(javaClass, message, cause === null ? [] : [cause])
    }
    // The admin client gives a request its own response.
    return answer.body
  }
  try {
    const options = readOptions(tool, state.spec.args)
    refuseHelp(tool, options, state.spec.args)
    if (options.has('version')) {
      out('4.1.2')
      return { type: 'ended', lines, code: 0, written }
    }
    const { command } = options
    const { spec } = state
    const disk: Disk = { read: ctx.readFile, list: ctx.listFiles }
    const nowMs = wallClockMs(ctx.clock)
    const draw = (bound: number) => ctx.draw('tool', bound)
    const drawUuid = () => drawId(ctx)
    const write = (path: string, content: KafkaFile) => written.push([path, content])
    const { knowsHost } = ctx
    const tools = { draw, drawId: drawUuid, write, ask, out, err, knowsHost }
    const code = tool.main({ options, command, spec, disk, nowMs, ...tools })
    return { type: 'ended', lines, code, written }
  } catch (error) {
    if (error instanceof Unanswered) {
      return { type: 'asks', lines, asked: error.asked }
    }
    if (error instanceof NoClient) {
      const tell = tool.onNoClient ?? tool.onError
      const code = tell({ out, err, args: state.spec.args }, error.problem)
      return { type: 'ended', lines, code, written }
    }
    const code = failure(tool, error, { out, err, args: state.spec.args })
    return { type: 'ended', lines, code, written }
  }
}

function readOptions(tool: ScriptTool, args: readonly string[]): ArgparseOptions {
  if (tool.parser !== undefined) return parseArgparse(tool.parser, args)
  return { ...parseOptions(tool.options, args), command: null }
}

/** Kafka: CommandLineUtils.maybePrintHelpOrVersion. @throws UsageError when help is wanted */
function refuseHelp(tool: ScriptTool, options: Options, args: readonly string[]): void {
  const { purpose } = tool
  if (purpose === undefined) return
  const { help, noArguments } =
    typeof purpose === 'string' ? { help: purpose, noArguments: purpose } : purpose
  if (args.length === 0) throw new UsageError('usage', noArguments)
  if (options.has('help')) throw new UsageError('usage', help)
}

function failure(
  tool: ScriptTool,
  error: unknown,
  io: Parameters<ScriptTool['onError']>[0],
): number {
  if (error instanceof ToolError) return tool.onError(io, error)
  if (error instanceof ArgparseStop) {
    const print = error.stream === 'stdout' ? io.out : io.err
    for (const line of error.lines) print(line)
    return error.status
  }
  if (!(error instanceof UsageError)) throw error
  return usageFailure(tool, error, io)
}

/** What a command line that cannot be used prints, tool by tool.. */
function usageFailure(
  tool: ScriptTool,
  { kind, javaClass, message, causes }: UsageError,
  io: Parameters<ScriptTool['onError']>[0],
): number {
  if (kind === 'value') return tool.onError(io, new ToolError(javaClass, message, causes))
  if (kind === 'joptsimple' && tool.isUncaught === true) {
    io.err(`Exception in thread "main" ${javaClass}: ${message}`)
    return 1
  }
  if (kind === 'joptsimple' && tool.terseStart !== undefined) {
    io.err(`${tool.terseStart}${message}`)
    return 1
  }
  io.err(message)
  if (kind === 'usage') for (const line of usageLines(tool.options)) io.err(line)
  else if (kind === 'joptsimple') io.err(`${javaClass}: ${message}`)
  return 1
}

function run(tool: ScriptTool, state: ScriptState, work: AdminWork): Outcome<KafkaModel> {
  const evaluated = evaluate(tool, state, work.ctx)
  for (const { stream, text } of evaluated.lines.slice(state.printed)) {
    const line = text.replace('{time}', logTime(work.ctx.now))
    work.facts.push({ type: 'Printed', stream, text: line })
  }
  if (evaluated.type === 'asks') {
    beginCall(work, { id: state.answers.length, ...evaluated.asked })
  } else {
    for (const [path, content] of evaluated.written) {
      work.effects.push({ type: 'WriteFile', path, content, flush: true })
    }
    work.effects.push({ type: 'Exit', code: evaluated.code })
  }
  const { effects, facts } = work
  const next: ScriptState = {
    ...state,
    admin: adminOf(work),
    printed: evaluated.lines.length,
  }
  return { next, effects, facts }
}

/** A tool as a program of the kernel. */
export function scriptProgram(tool: ScriptTool): ClientProgram {
  return {
    boot: (spec): Outcome<KafkaModel> => ({
      next: newState(tool, spec),
      effects: [
        {
          type: 'SetTimer',
          key: 'tool/startup',
          delayMicros: micros(TOOL_STARTUP_MS),
          timer: { role: 'tool', name: 'startup', about: '' },
        },
      ],
      facts: [],
    }),
    handle: (raw, input, ctx) => handle(tool, { state: raw as ScriptState, input, ctx }),
  }
}

/** Kafka: Utils.loadProps, KafkaAdminClient.createInternal. @throws NoClient */
function refuseConnection(connection: Connection, ctx: KafkaContext, err: Io['err']): void {
  const { path, text, servers, controllers, twice } = connection
  if (twice !== null) {
    const said = `Found multiple arguments for option ${twice}, but you asked for only one`
    throw new NoClient(new ToolError('joptsimple.MultipleArgumentsForOptionException', said))
  }
  if (path !== null && text === null) {
    throw new NoClient(new ToolError('java.nio.file.NoSuchFileException', path))
  }
  const refused = settingProblem(parseProperties(text ?? ''))
  if (refused !== null) throw new NoClient(new ToolError(CONFIG_EXCEPTION, refused))
  const problem = addressProblem(servers ?? controllers ?? '', ctx.knowsHost)
  if (problem === null) return
  for (const warning of problem.warnings) {
    err(`[{time}] WARN ${warning} (org.apache.kafka.clients.ClientUtils)`)
  }
  const cause = `${CONFIG_EXCEPTION}: ${problem.message}`
  const message = 'Failed to create new KafkaAdminClient'
  throw new NoClient(new ToolError('org.apache.kafka.common.KafkaException', message, [cause]))
}

function newState(tool: ScriptTool, spec: ClientSpec): ScriptState {
  const { servers, controllers, text } = connectionOf(tool, spec)
  return {
    kind: tool.name,
    spec,
    admin: newAdmin(
      servers ?? controllers ?? '',
      { ...tool.defaults, ...spec.properties, ...parseProperties(text ?? '') },
      asksControllers({ servers, controllers }) ? 'CONTROLLER' : 'BROKER',
    ),
    answers: [],
    printed: 0,
  }
}

function handle(
  tool: ScriptTool,
  told: { readonly state: ScriptState; readonly input: KafkaInput; readonly ctx: KafkaContext },
): Outcome<KafkaModel> {
  const { state, input, ctx } = told
  const work = adminWork(state.admin, ctx)
  if (input.type === 'Timer' && input.timer.role === 'tool') return run(tool, state, work)
  if (input.type === 'Signal') {
    const code = input.signal === 'SIGINT' ? 130 : 143
    return { next: state, effects: [{ type: 'Exit', code }], facts: [] }
  }
  onAdminInput(work, input)
  const { answer } = work
  if (answer === null) {
    const { effects, facts } = work
    const next: ScriptState = { ...state, admin: adminOf(work) }
    return { next, effects, facts }
  }
  return run(tool, { ...state, answers: [...state.answers, answer] }, work)
}
