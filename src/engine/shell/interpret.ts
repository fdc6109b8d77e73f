import { cliPrograms, toolName } from '~/cli/programs'
import { parseCompose, parseDocker } from '~/cli/shell/docker'
import type { DockerCommand } from '~/cli/shell/docker'
import type { ShellCommand } from '~/cli/shell/parseLine'
import { parseLine } from '~/cli/shell/parseLine'
import type { KafkaModel } from '~/kafka/model'
import { hostId, processId } from '~/sim/ids'
import type { Command } from '~/sim/world'
import { OUTER_HOST } from '../build'
import { TOOL_PREFIX } from '../journal'
import type { Answer, ShellScope } from './answer'
import { answer, complains, prints } from './answer'
import { containersAt, isCompose } from './containers'
import { dockerLogs, dockerPs } from './dockerReads'
import { dockerVerb } from './dockerVerbs'
import type { ShellPlace } from './entries'
import { fileKey, listFiles, readFile } from './files'
import { serverStartScript, serverStopScript } from './serverScripts'

/** Runs one command in a place; what it needs of time becomes a job. */
export function interpret(scope: ShellScope, command: ShellCommand): Answer {
  const [word = '', ...args] = command.words
  const builtin = builtinAnswer(scope, { word, args, command })
  if (builtin !== null) return builtin
  const name = toolName(word)
  if (name === 'kafka-server-start') return serverStartScript(scope, args)
  if (name === 'kafka-server-stop') return serverStopScript(scope, args)
  if (Object.hasOwn(cliPrograms, name)) return tool(scope, { name, args, command })
  if (word.includes('/')) return complains(127, `bash: ${word}: No such file or directory`)
  return complains(127, `bash: ${word}: command not found`)
}

interface Typed {
  readonly word: string
  readonly args: readonly string[]
  readonly command: ShellCommand
}

/** Words that run the rest of the line as it is. */
const PREFIXES: readonly string[] = ['sudo', 'winpty', 'time', 'exec', 'command']

/** The words of a command without those that run the rest as it is. */
export function wordsWithin(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !PREFIXES.includes(word))
  // Alone it is a command of its own.
  return words.slice(first < 0 ? -1 : first)
}

const SHELLS: readonly string[] = ['bash', 'sh', '/bin/bash', '/bin/sh']

/** The text that `bash -c '…'` is to run; null: a shell that is typed in, or none. */
export function shellText([word = '', ...args]: readonly string[]): string | null {
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg))
  return SHELLS.includes(word) && at >= 0 ? (args[at + 1] ?? '') : null
}

function builtinAnswer(scope: ShellScope, typed: Typed): Answer | null {
  const { word, args, command } = typed
  const words = wordsWithin(command.words)
  if (words.length < command.words.length) return interpret(scope, { ...command, words })
  if (SHELLS.includes(word)) return shell(scope, typed)
  switch (word) {
    case 'help':
      return answer({ helps: true })
    case 'clear':
    case 'reset':
      return answer({ clears: true })
    case 'exit':
    case 'logout':
      return answer({ leaves: true })
    case 'true':
    case ':':
      return answer({})
    case 'false':
      return answer({ status: 1 })
    case 'pwd':
      return prints([scope.depth === 0 ? '/kafka' : '/home/appuser'])
    case 'whoami':
      return prints([scope.depth === 0 ? 'you' : 'appuser'])
    case 'hostname':
      return prints([scope.place.container ?? 'localhost'])
    case 'echo':
    case 'printf':
      return prints(echoed(typed))
    case 'cat':
      return cat(scope, typed)
    case 'ls':
      return prints(listFiles(scope.run, scope.place.host))
    case 'sleep':
      return sleep(scope, args)
    case 'history':
      return history(scope)
    case 'docker':
      return docker(scope, typed, parseDocker(args))
    case 'docker-compose':
      return docker(scope, typed, parseCompose(args))
    default:
      return null
  }
}

function echoed({ word, args }: Pick<Typed, 'word' | 'args'>): readonly string[] {
  if (word === 'echo') {
    const isEscaped = args[0] === '-e'
    const text = args.filter((arg, index) => index > 0 || !/^-[en]+$/.test(arg)).join(' ')
    return isEscaped ? unescaped(text).split('\n') : [text]
  }
  const [format = '', ...values] = args
  let next = 0
  const text = unescaped(format).replace(/%[sd]/g, () => {
    next += 1
    return values[next - 1] ?? ''
  })
  return text.replace(/\n$/, '').split('\n')
}

function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('\\t', '\t')
}

function cat({ run, place }: ShellScope, { args, command }: Typed): Answer {
  const input = command.input?.type === 'file' ? [command.input.path] : []
  const lines: string[] = []
  for (const path of [...args, ...input]) {
    const text = readFile(run, fileKey(place.host, path))
    if (text === null) return complains(1, `cat: ${path}: No such file or directory`)
    lines.push(...text.split('\n'))
  }
  return prints(lines)
}

function sleep({ run }: ShellScope, [text = '']: readonly string[]): Answer {
  const match = /^(\d+)s?$/.exec(text)
  if (match === null) return complains(1, `sleep: invalid time interval ‘${text}’`)
  const untilMicros = run.now() + Number(match[1]) * 1_000_000
  return answer({ job: { type: 'sleep', untilMicros } })
}

function history({ run }: ShellScope): Answer {
  const typed = run
    .branch()
    .journal.entries.flatMap((entry) =>
      entry.type === 'line' && entry.from <= run.cursor() && entry.text !== null
        ? [entry.text]
        : [],
    )
  return prints(typed.map((text, index) => `${String(index + 1).padStart(5)}  ${text}`))
}

/** `bash` goes one shell deeper; `bash -c '…'` runs the first command of its text. */
function shell(scope: ShellScope, { command }: Typed): Answer {
  const text = shellText(command.words)
  if (text === null) return answer({ enters: scope.place })
  const parsed = parseLine(text)
  if (parsed.type === 'error') return complains(2, parsed.message)
  if (parsed.type === 'unfinished') {
    return complains(2, 'bash: -c: unexpected EOF while looking for matching `"\'')
  }
  const [first] = parsed.commands
  return first === undefined
    ? answer({})
    : interpret(scope, { ...first.command, input: first.command.input ?? command.input })
}

function docker(scope: ShellScope, typed: Typed, asked: DockerCommand): Answer {
  if (scope.depth > 0) return complains(127, `bash: ${typed.word}: command not found`)
  if (asked.type === 'say') {
    return asked.status === 0 ? prints(asked.lines) : complains(asked.status, ...asked.lines)
  }
  if (asked.by === 'service' && !isCompose(scope.run.scenario)) {
    return complains(14, 'no configuration file provided: not found')
  }
  switch (asked.type) {
    case 'verb':
      return dockerVerb(scope, asked)
    case 'ps':
      return dockerPs(scope, asked)
    case 'logs':
      return dockerLogs(scope, asked)
    case 'exec':
      return exec(scope, typed, asked)
  }
}

/** Why a container cannot run a command. */
function execRefusal(
  row: ReturnType<typeof containersAt>[number] | undefined,
  { by, name }: { readonly by: 'service' | 'container'; readonly name: string },
): Answer | null {
  const daemon = 'Error response from daemon:'
  if (by === 'service') {
    if (row?.state === 'running') return null
    return row?.state === 'paused'
      ? complains(1, `${daemon} Container ${row.id} is paused, unpause the container before exec`)
      : complains(1, `service "${name}" is not running`)
  }
  if (row === undefined || row.state === 'absent') {
    return complains(1, `${daemon} No such container: ${name}`)
  }
  if (row.state === 'exited') return complains(1, `${daemon} container ${row.id} is not running`)
  return row.state === 'paused'
    ? complains(1, `${daemon} container ${row.id} is paused, unpause the container before exec`)
    : null
}

function exec(
  scope: ShellScope,
  { command }: Typed,
  asked: Extract<DockerCommand, { type: 'exec' }>,
): Answer {
  const row = containersAt(scope.run).find((container) =>
    asked.by === 'service'
      ? container.service === asked.name
      : container.name === asked.name ||
        (asked.name.length >= 4 && container.id.startsWith(asked.name)),
  )
  const refused = execRefusal(row, asked)
  if (refused !== null || row === undefined) return refused ?? answer({})
  const place: ShellPlace = {
    host: row.host ?? row.name,
    prompt: `[appuser@${row.id.slice(0, 12)} ~]$ `,
    container: row.id.slice(0, 12),
  }
  const [word = ''] = asked.words
  const inner: ShellScope = { ...scope, place, depth: scope.depth + 1 }
  const isTool =
    Object.hasOwn(cliPrograms, toolName(word)) || toolName(word).startsWith('kafka-server-')
  // What is not a Kafka container has none of Kafka's tools.
  const isKnown = isTool
    ? row.process !== null
    : builtinAnswer(inner, typedOf(asked.words)) !== null
  if (!isKnown) {
    return complains(
      127,
      `OCI runtime exec failed: exec failed: unable to start container process: exec: "${word}": executable file not found in $PATH: unknown`,
    )
  }
  // Without -i the command's standard input is empty.
  const isOpen = asked.interactive || command.input !== null
  const input = isOpen ? command.input : ({ type: 'command', words: ['true'] } as const)
  return interpret(inner, { ...command, words: asked.words, input })
}

function typedOf(words: readonly string[]): Typed {
  const [word = '', ...args] = words
  const command = { words, input: null, filters: [], output: null, isStderrHidden: false }
  return { word, args, command }
}

/** Tools that read lines from their standard input. */
const READS_INPUT: readonly string[] = ['kafka-console-producer', 'kafka-verifiable-producer']

function tool(
  scope: ShellScope,
  {
    name,
    args,
    command,
  }: { readonly name: string; readonly args: readonly string[]; readonly command: ShellCommand },
): Answer {
  const { run, place } = scope
  const reads = READS_INPUT.includes(name)
  const lines = reads ? inputLines(scope, command) : null
  if (typeof lines === 'string') return complains(1, lines)
  const count = run
    .branch()
    .journal.entries.filter((entry) => entry.type === 'line' && entry.job?.type === 'tool').length
  const process = processId(`${TOOL_PREFIX}${count + 1}`)
  const host = place.host === 'outer' ? OUTER_HOST : hostId(place.host)
  const given: readonly Command<KafkaModel>[] =
    lines === null
      ? []
      : [
          ...lines.map((text): Command<KafkaModel> => ({
            type: 'Call',
            process,
            call: { type: 'InputLine', text },
          })),
          { type: 'Call', process, call: { type: 'EndOfInput' } },
        ]
  return answer({
    commands: [
      {
        type: 'Spawn',
        process,
        host,
        spec: {
          kind: 'client',
          program: name,
          args,
          files: filesOf(scope),
          properties: {},
        },
      },
      ...given,
      ...diesWith(scope, process),
    ],
    job: {
      type: 'tool',
      process,
      program: name,
      isInteractive: reads && lines === null,
      isStderrHidden: command.isStderrHidden,
    },
  })
}

/** What runs in a container ends when its first process does. */
function diesWith(
  { run, place }: ShellScope,
  process: ReturnType<typeof processId>,
): readonly Command<KafkaModel>[] {
  const first = containersAt(run).find(
    ({ id }) => place.container !== null && id.startsWith(place.container),
  )?.process
  if (first === null || first === undefined) return []
  return [{ type: 'AfterEnd', process: first, command: { type: 'Kill', process } }]
}

function filesOf({ run, place }: ShellScope): Readonly<Record<string, string>> {
  return Object.fromEntries(
    listFiles(run, place.host).map((path) => [
      path,
      readFile(run, fileKey(place.host, path)) ?? '',
    ]),
  )
}

/** The lines of a redirected input, `null` for the keyboard, or what is wrong with it. */
function inputLines(
  { run, place }: ShellScope,
  { input }: ShellCommand,
): readonly string[] | string | null {
  if (input === null) return null
  if (input.type === 'file') {
    const text = readFile(run, fileKey(place.host, input.path))
    return text === null ? `bash: ${input.path}: No such file or directory` : text.split('\n')
  }
  const [word = '', ...args] = input.words
  if (word === 'true') return []
  if (word !== 'cat') return echoed({ word, args })
  const texts = args.map((path) => readFile(run, fileKey(place.host, path)))
  const missing = texts.indexOf(null)
  if (missing >= 0) return `cat: ${args[missing] ?? ''}: No such file or directory`
  return texts.flatMap((text) => (text ?? '').split('\n'))
}
