import { micros } from '~/sim/ids'
import type { Outcome } from '~/sim/model'
import type { KafkaInput } from '~/kafka/channel/channel'
import type { Admin, AdminAnswer, Route } from '~/kafka/client/admin'
import { adminOf, adminWork, beginCall, newAdmin, onAdminInput } from '~/kafka/client/admin'
import type { AdminWork } from '~/kafka/client/admin'
import type { KafkaContext } from '~/kafka/effects'
import type { ClientSpec, KafkaModel, ProcessState } from '~/kafka/model'
import type { ClientProgram } from '~/kafka/effects'
import type { Api, Request, Response } from '~/kafka/protocol/rpc'
import type { OptionSpec, Options } from './options'
import { logTime } from './logTime'
import { parseOptions, UsageError, usageLines } from './options'

/** From the start of a tool's process to its first request: the JVM. MODEL Simplified S3. */
export const TOOL_STARTUP_MS = 300

/** What a tool may do while it runs. */
export interface Io {
  readonly options: Options
  readonly spec: ClientSpec
  /** Asks the cluster and gives the answer. @throws ToolError when the time for it is over. */
  readonly ask: <A extends Api>(body: Request<A>, route?: Route) => Response<A>
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** A tool that asks, prints and ends: its exit status. */
export interface ScriptTool {
  readonly name: string
  readonly options: readonly OptionSpec[]
  readonly main: (io: Io) => number
  /** Prints an exception as the tool's own main does; returns the exit status. */
  readonly onError: (io: Pick<Io, 'out' | 'err'>, error: ToolError) => number
  /** The option that names the cluster. */
  readonly bootstrapOption: string
}

/** An exception of Java's that a tool prints. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
  readonly javaClass: string
  constructor(javaClass: string, message: string) {
    super(message)
    this.javaClass = javaClass
  }
}

/** Thrown to leave a script until its next answer has come. */
class Unanswered extends Error {
  readonly body: Request
  readonly route: Route
  constructor(body: Request, route: Route) {
    super('unanswered')
    this.body = body
    this.route = route
  }
}

interface ScriptState extends ProcessState {
  readonly kind: string
  readonly spec: ClientSpec
  readonly admin: Admin
  readonly answers: readonly AdminAnswer[]
  readonly printed: number
}

interface Line {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

type Evaluated =
  | {
      readonly type: 'asks'
      readonly lines: readonly Line[]
      readonly body: Request
      readonly route: Route
    }
  | { readonly type: 'ended'; readonly lines: readonly Line[]; readonly code: number }

/**
 * Runs a tool from its beginning with the answers it has had so far. It either asks for one more
 * or ends: so a tool reads like a plain program and is a pure function of its answers.
 */
function evaluate(tool: ScriptTool, state: ScriptState): Evaluated {
  const lines: Line[] = []
  const print = (stream: Line['stream']) => (text: string) => {
    for (const line of text.split('\n')) lines.push({ stream, text: line })
  }
  const [out, err] = [print('stdout'), print('stderr')]
  let next = 0
  const ask = <A extends Api>(body: Request<A>, route: Route = { type: 'any' }): Response<A> => {
    const answer = state.answers[next]
    next += 1
    if (answer === undefined) throw new Unanswered(body, route)
    if (answer.type === 'timeout') {
      throw new ToolError('org.apache.kafka.common.errors.TimeoutException', answer.message)
    }
    // The admin client gives a request its own response.
    return answer.body
  }
  try {
    const options = parseOptions(tool.options, state.spec.args)
    if (options.has('help')) {
      for (const line of usageLines(tool.options)) out(line)
      return { type: 'ended', lines, code: 0 }
    }
    if (options.has('version')) {
      out('4.1.2')
      return { type: 'ended', lines, code: 0 }
    }
    return { type: 'ended', lines, code: tool.main({ options, spec: state.spec, ask, out, err }) }
  } catch (error) {
    if (error instanceof Unanswered) {
      return { type: 'asks', lines, body: error.body, route: error.route }
    }
    return { type: 'ended', lines, code: failure(tool, error, { out, err }) }
  }
}

function failure(tool: ScriptTool, error: unknown, io: Pick<Io, 'out' | 'err'>): number {
  if (error instanceof ToolError) return tool.onError(io, error)
  if (!(error instanceof UsageError)) throw error
  io.err(error.message)
  if (error.kind === 'usage') for (const line of usageLines(tool.options)) io.err(line)
  else if (error.kind === 'joptsimple') io.err(`${error.javaClass}: ${error.message}`)
  return 1
}

function run(tool: ScriptTool, state: ScriptState, work: AdminWork): Outcome<KafkaModel> {
  const evaluated = evaluate(tool, state)
  for (const { stream, text } of evaluated.lines.slice(state.printed)) {
    const line = text.replace('{time}', logTime(work.ctx.now))
    work.facts.push({ type: 'Printed', stream, text: line })
  }
  if (evaluated.type === 'asks') {
    const { body, route } = evaluated
    beginCall(work, { id: state.answers.length, body, route })
  } else work.effects.push({ type: 'Exit', code: evaluated.code })
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

function newState(tool: ScriptTool, spec: ClientSpec): ScriptState {
  const at = spec.args.findIndex((word) => word === `--${tool.bootstrapOption}`)
  const joined = spec.args.find((word) => word.startsWith(`--${tool.bootstrapOption}=`))
  const servers = joined?.slice(tool.bootstrapOption.length + 3) ?? spec.args[at + 1] ?? ''
  return {
    kind: tool.name,
    spec,
    admin: newAdmin(at < 0 && joined === undefined ? '' : servers, spec.properties),
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
