/** What can be done with containers. */
export type ContainerVerb =
  'up' | 'down' | 'stop' | 'start' | 'restart' | 'kill' | 'pause' | 'unpause'

/** What a line of `docker` or `docker compose` asks for. */
export type DockerCommand =
  | {
      readonly type: 'verb'
      /** `docker compose` names services, `docker` containers. */
      readonly by: 'service' | 'container'
      readonly verb: ContainerVerb
      readonly names: readonly string[]
      readonly isDetached: boolean
      readonly isForced: boolean
      readonly withVolumes: boolean
      /** From SIGTERM to SIGKILL, seconds. */
      readonly timeoutSeconds: number
      readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'
    }
  | {
      readonly type: 'ps'
      readonly by: 'service' | 'container'
      readonly names: readonly string[]
      readonly all: boolean
      readonly quiet: boolean
      readonly servicesOnly: boolean
    }
  | {
      readonly type: 'logs'
      readonly by: 'service' | 'container'
      readonly names: readonly string[]
      readonly follow: boolean
      readonly timestamps: boolean
      readonly prefix: boolean
      /** Lines from the end; null = all. */
      readonly tail: number | null
    }
  | {
      readonly type: 'exec'
      readonly by: 'service' | 'container'
      readonly name: string
      readonly words: readonly string[]
      readonly interactive: boolean
      readonly detached: boolean
    }
  | { readonly type: 'say'; readonly lines: readonly string[]; readonly status: number }

/** Flags of one verb: names that take no value, and names that do. */
interface Flags {
  readonly bare: readonly string[]
  readonly valued: readonly string[]
}

const VERB_FLAGS: Readonly<Record<string, Flags>> = {
  up: {
    bare: [
      ...['-d', '--detach', '--build', '--force-recreate', '--no-recreate', '--wait', '-V'],
      ...['--no-deps', '--remove-orphans', '--no-color', '--no-log-prefix', '--timestamps'],
      ...['--renew-anon-volumes', '--quiet-pull', '--no-start', '--no-build'],
    ],
    valued: ['-t', '--timeout', '--scale', '--pull', '--exit-code-from'],
  },
  down: { bare: ['-v', '--volumes', '--remove-orphans'], valued: ['-t', '--timeout', '--rmi'] },
  stop: { bare: [], valued: ['-t', '--timeout', '--time', '-s', '--signal'] },
  start: { bare: ['-a', '--attach', '-i', '--wait'], valued: [] },
  restart: { bare: ['--no-deps'], valued: ['-t', '--timeout', '--time', '-s', '--signal'] },
  kill: { bare: ['--remove-orphans'], valued: ['-s', '--signal'] },
  pause: { bare: [], valued: [] },
  unpause: { bare: [], valued: [] },
  ps: {
    bare: ['-a', '--all', '-q', '--quiet', '--services', '--no-trunc', '--orphans', '-l', '-s'],
    valued: ['--format', '--filter', '-f', '--status', '-n'],
  },
  logs: {
    bare: ['-f', '--follow', '-t', '--timestamps', '--no-log-prefix', '--no-color', '--details'],
    valued: ['-n', '--tail', '--since', '--until', '--index'],
  },
  exec: {
    bare: [
      '-i',
      '--interactive',
      '-t',
      '--tty',
      '-T',
      '--no-TTY',
      '-d',
      '--detach',
      '--privileged',
    ],
    valued: ['-u', '--user', '-e', '--env', '-w', '--workdir', '--index', '--env-file'],
  },
}

const COMPOSE_FLAGS: Flags = {
  bare: ['--compatibility', '--dry-run', '--all-resources'],
  valued: [
    ...['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--ansi'],
    ...['--progress', '--project-directory', '--parallel'],
  ],
}

const CONTAINER_VERBS = ['stop', 'start', 'restart', 'kill', 'pause', 'unpause'] as const
const COMPOSE_VERBS = ['up', 'down', ...CONTAINER_VERBS] as const

/** Subcommands of `docker`, for completion and for `help`. */
export const DOCKER_COMMANDS: readonly string[] = [
  ...['compose', 'exec', 'kill', 'logs', 'pause', 'ps', 'restart', 'start', 'stop', 'unpause'],
]
/** Subcommands of `docker compose`. */
export const COMPOSE_COMMANDS: readonly string[] = [
  ...['down', 'exec', 'kill', 'logs', 'ls', 'pause', 'ps', 'restart', 'start', 'stop', 'unpause'],
  'up',
]

/** The flags of a subcommand, for completion. */
export function dockerFlags(verb: string): readonly string[] {
  const flags = VERB_FLAGS[verb]
  return flags === undefined ? [] : [...flags.bare, ...flags.valued]
}

interface ReadFlags {
  readonly has: (...names: readonly string[]) => boolean
  readonly value: (...names: readonly string[]) => string | undefined
  readonly rest: readonly string[]
  readonly unknown: string | null
}

/** Reads flags as cobra does: `-it` joins short ones, `--x=y` and `--x y` give a value. */
// eslint-disable-next-line complexity -- a scanner: one branch a form of flag
function readFlags(
  words: readonly string[],
  flags: Flags,
  { stopsAtName }: { readonly stopsAtName: boolean },
): ReadFlags {
  const given: (readonly [name: string, value: string])[] = []
  const rest: string[] = []
  let unknown: string | null = null
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    if (!word.startsWith('-') || word === '-') {
      rest.push(word)
      if (stopsAtName) {
        rest.push(...words.slice(index + 1))
        break
      }
      continue
    }
    if (word === '--') {
      rest.push(...words.slice(index + 1))
      break
    }
    const cut = word.indexOf('=')
    const name = cut < 0 ? word : word.slice(0, cut)
    if (flags.valued.includes(name)) {
      given.push([name, cut < 0 ? (words[index + 1] ?? '') : word.slice(cut + 1)])
      if (cut < 0) index += 1
    } else if (flags.bare.includes(name)) {
      if (cut < 0 || word.slice(cut + 1) !== 'false') given.push([name, ''])
    } else if (!word.startsWith('--') && word.length > 2) {
      const letters = [...word.slice(1)].map((letter) => `-${letter}`)
      const odd = letters.find((letter) => !flags.bare.includes(letter))
      if (odd !== undefined) unknown ??= `unknown shorthand flag: '${odd.slice(1)}' in ${word}`
      for (const letter of letters) given.push([letter, ''])
    } else {
      unknown ??= word.startsWith('--')
        ? `unknown flag: ${name}`
        : `unknown shorthand flag: '${word.slice(1)}' in ${word}`
    }
  }
  return {
    has: (...names) => given.some(([name]) => names.includes(name)),
    value: (...names) => given.findLast(([name]) => names.includes(name))?.[1],
    rest,
    unknown,
  }
}

function say(status: number, ...lines: readonly string[]): DockerCommand {
  return { type: 'say', lines, status }
}

/** Reads the words after `docker`. */
export function parseDocker(words: readonly string[]): DockerCommand {
  const [first = '', ...rest] = words
  if (first === '' || first === '--help' || first === 'help') {
    return say(
      0,
      'Usage:  docker [OPTIONS] COMMAND',
      '',
      'Commands:',
      ...DOCKER_COMMANDS.map((name) => `  ${name}`),
    )
  }
  if (first === 'compose') return parseCompose(rest)
  if (first === 'container') {
    const [verb = '', ...names] = rest
    return parseDocker([verb === 'ls' || verb === 'list' ? 'ps' : verb, ...names])
  }
  if (!DOCKER_COMMANDS.includes(first)) {
    return say(
      1,
      `docker: unknown command: docker ${first}`,
      '',
      "Run 'docker --help' for more information",
    )
  }
  return parseVerb('container', first, rest)
}

/** Reads the words after `docker compose` or `docker-compose`. */
export function parseCompose(words: readonly string[]): DockerCommand {
  const flags = readFlags(words, COMPOSE_FLAGS, { stopsAtName: true })
  const [verb = '', ...rest] = flags.rest
  if (flags.unknown !== null && !words.includes('--help')) return say(16, flags.unknown)
  if (verb === '' || verb === 'help') {
    return say(
      0,
      'Usage:  docker compose [OPTIONS] COMMAND',
      '',
      'Commands:',
      ...COMPOSE_COMMANDS.map((name) => `  ${name}`),
    )
  }
  if (!COMPOSE_COMMANDS.includes(verb)) return say(1, `unknown docker command: "compose ${verb}"`)
  return parseVerb('service', verb, rest)
}

/** Words that a verb of `docker` must have after it. */
const LEAST_NAMES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(CONTAINER_VERBS.map((verb) => [verb, 1])),
  logs: 1,
  exec: 2,
}

function parseVerb(
  by: 'service' | 'container',
  verb: string,
  words: readonly string[],
): DockerCommand {
  const flags = readFlags(words, VERB_FLAGS[verb] ?? { bare: [], valued: [] }, {
    stopsAtName: verb === 'exec',
  })
  if (flags.unknown !== null) return say(by === 'service' ? 16 : 125, flags.unknown)
  const least = by === 'service' ? 0 : (LEAST_NAMES[verb] ?? 0)
  if (flags.rest.length < least) return tooFew(verb, least)
  if (verb === 'ps' || verb === 'ls') return psOf(by, flags)
  if (verb === 'logs') return logsOf(by, flags)
  if (verb === 'exec') return execOf(by, flags)
  return verbOf(by, COMPOSE_VERBS.find((name) => name === verb) ?? 'start', flags)
}

function tooFew(verb: string, least: number): DockerCommand {
  return say(
    1,
    `docker: 'docker ${verb}' requires at least ${least} argument${least > 1 ? 's' : ''}`,
    '',
    `See 'docker ${verb} --help' for more information`,
  )
}

function psOf(by: 'service' | 'container', flags: ReadFlags): DockerCommand {
  return {
    type: 'ps',
    by,
    names: flags.rest,
    all: flags.has('-a', '--all'),
    quiet: flags.has('-q', '--quiet'),
    servicesOnly: flags.has('--services'),
  }
}

function logsOf(by: 'service' | 'container', flags: ReadFlags): DockerCommand {
  const tail = flags.value('-n', '--tail')
  return {
    type: 'logs',
    by,
    names: flags.rest,
    follow: flags.has('-f', '--follow'),
    timestamps: flags.has('-t', '--timestamps'),
    prefix: by === 'service' && !flags.has('--no-log-prefix'),
    tail: tail === undefined || !/^\d+$/.test(tail) ? null : Number(tail),
  }
}

function execOf(by: 'service' | 'container', flags: ReadFlags): DockerCommand {
  const [name = '', ...words] = flags.rest
  if (words.length === 0) return say(1, 'requires at least 2 arg(s), only received 1')
  const isTty = flags.has('-t', '--tty') || (by === 'service' && !flags.has('-T', '--no-TTY'))
  return {
    type: 'exec',
    by,
    name,
    words,
    interactive: by === 'service' ? isTty : flags.has('-i', '--interactive'),
    detached: flags.has('-d', '--detach'),
  }
}

const SIGNALS: Readonly<Record<string, 'SIGKILL' | 'SIGTERM' | 'SIGINT'>> = {
  KILL: 'SIGKILL',
  '9': 'SIGKILL',
  TERM: 'SIGTERM',
  '15': 'SIGTERM',
  INT: 'SIGINT',
  '2': 'SIGINT',
}

function verbOf(by: 'service' | 'container', verb: ContainerVerb, flags: ReadFlags): DockerCommand {
  const signal = flags.value('-s', '--signal') ?? 'KILL'
  const timeout = Number(flags.value('-t', '--timeout', '--time') ?? '10')
  return {
    type: 'verb',
    by,
    verb,
    names: flags.rest,
    isDetached: flags.has('-d', '--detach', '--wait'),
    isForced: flags.has('--force-recreate'),
    withVolumes: verb === 'down' && flags.has('-v', '--volumes'),
    timeoutSeconds: Number.isSafeInteger(timeout) && timeout >= 0 ? timeout : 10,
    signal: SIGNALS[signal.toUpperCase().replace(/^SIG/, '')] ?? 'SIGKILL',
  }
}
