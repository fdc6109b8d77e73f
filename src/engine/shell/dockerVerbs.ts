import type { DockerCommand } from '~/cli/shell/docker'
import type { KafkaModel } from '~/kafka/model'
import { hostId } from '~/sim/ids'
import type { ProcessId } from '~/sim/ids'
import type { Command } from '~/sim/world'
import { serverProcess, serverStart } from '../build'
import type { Answer, ShellScope } from './answer'
import { answer, complains, prints } from './answer'
import type { Container } from './containers'
import { containersAt } from './containers'
import type { AwaitedContainer, ContainerChange } from './entries'
import { logPrefixes } from './dockerReads'
import type { Run } from '../run'

type Verb = Extract<DockerCommand, { type: 'verb' }>
type Order = Command<KafkaModel>

/** Does to containers what `docker` or `docker compose` was asked for. */
export function dockerVerb(scope: ShellScope, verb: Verb): Answer {
  return verb.by === 'service' ? composeVerb(scope, verb) : containerVerb(scope, verb)
}

function composeVerb(scope: ShellScope, verb: Verb): Answer {
  const all = containersAt(scope.run)
  const odd = verb.names.find((name) => !all.some(({ service }) => service === name))
  if (odd !== undefined) return complains(1, `no such service: ${odd}`)
  const named = chosen(verb, all)
  switch (verb.verb) {
    case 'up':
      return up(scope, verb, named)
    case 'down':
      return down(scope, verb, named)
    case 'stop':
      return stop(scope, verb, named.filter(isUp))
    case 'restart':
      return restart(scope, verb, named.filter(exists))
    case 'start': {
      const absent = named.find((row) => !exists(row))
      if (absent !== undefined) {
        return complains(1, `service "${absent.service}" has no container to start`)
      }
      const asleep = named.filter(({ state }) => state === 'exited')
      return done(scope, { title: 'Running', word: 'Started', rows: asleep }, begin)
    }
    case 'kill': {
      const targets = named.filter(isUp)
      if (targets.length === 0) return complains(1, 'no container to kill')
      return done(scope, { title: 'Killing', word: 'Killed', rows: targets }, (_, row) =>
        killOrders(verb, row),
      )
    }
    case 'pause': {
      const targets = named.filter(({ state }) => state === 'running')
      return done(scope, { title: 'Pausing', word: 'Paused', rows: targets }, pauseOrders)
    }
    case 'unpause': {
      const targets = named.filter(({ state }) => state === 'paused')
      return done(scope, { title: 'Unpausing', word: 'Unpaused', rows: targets }, unpauseOrders)
    }
  }
}

const isUp = ({ state }: Container) => state === 'running' || state === 'paused'
const exists = ({ state }: Container) => state !== 'absent'

/** `up` takes what a service depends on with it, and leaves services of a profile alone. */
function chosen(verb: Verb, all: readonly Container[]): readonly Container[] {
  if (verb.verb !== 'up') {
    return verb.names.length === 0 ? all : all.filter((row) => verb.names.includes(row.service))
  }
  const wanted = new Set(
    verb.names.length > 0
      ? verb.names
      : all.filter(({ profiles }) => profiles.length === 0).map(({ service }) => service),
  )
  // A set that grows while it is walked reaches what is depended on at any distance.
  for (const name of wanted) {
    for (const needed of all.find(({ service }) => service === name)?.dependsOn ?? []) {
      wanted.add(needed)
    }
  }
  return all.filter(({ service }) => wanted.has(service))
}

const NEXT: Readonly<Record<string, ContainerChange['to']>> = {
  Started: 'running',
  Killed: 'exited',
  Paused: 'paused',
  Unpaused: 'running',
}

/** What is done at once, with a line of progress for each. */
function done(
  scope: ShellScope,
  {
    title,
    word,
    rows,
  }: { readonly title: string; readonly word: string; readonly rows: readonly Container[] },
  orders: (run: Run, row: Container) => readonly Order[],
): Answer {
  if (rows.length === 0) return answer({})
  const to = NEXT[word] ?? 'running'
  return answer({
    commands: rows.flatMap((row) => orders(scope.run, row)),
    changes: [{ services: rows.map(({ service }) => service), to }],
    job: {
      type: 'await',
      title,
      containers: rows.map((row) => awaited(row, { doing: word, done: word, isDone: true })),
    },
  })
}

function awaited(
  { name, process }: Container,
  state: { readonly doing: string; readonly done: string; readonly isDone: boolean },
): AwaitedContainer {
  return { container: name, process, ...state }
}

/** A container's process starts: the first time it is made, later it is started again. */
function begin(run: Run, { process }: Container): readonly Order[] {
  if (process === null) return []
  if (run.world().processes.has(process)) return [{ type: 'Start', process }]
  const server = run.scenario.servers.find((row) => serverProcess(row.spec.nodeId) === process)
  return server === undefined ? [] : [serverStart(server)]
}

/** SIGTERM, and SIGKILL when the time is over and the same process still runs. */
function stopOrders(run: Run, process: ProcessId, seconds: number): readonly Order[] {
  const incarnation = run.world().processes.get(process)?.incarnation ?? 0
  const kill: Order = { type: 'Kill', process, incarnation }
  if (seconds === 0) return [kill]
  return [
    { type: 'Signal', process, signal: 'SIGTERM' },
    { type: 'Schedule', delayMicros: seconds * 1_000_000, command: kill },
  ]
}

function killOrders(verb: Verb, { process }: Container): readonly Order[] {
  if (process === null) return []
  if (verb.signal === 'SIGKILL') return [{ type: 'Kill', process }]
  return [{ type: 'Signal', process, signal: verb.signal }]
}

function pauseOrders(_: Run, { process }: Container): readonly Order[] {
  return process === null ? [] : [{ type: 'Pause', process }]
}

function unpauseOrders(_: Run, { process }: Container): readonly Order[] {
  return process === null ? [] : [{ type: 'Resume', process }]
}

function stop(scope: ShellScope, verb: Verb, rows: readonly Container[]): Answer {
  if (rows.length === 0) return answer({})
  return answer({
    commands: rows.flatMap(({ process }) =>
      process === null ? [] : stopOrders(scope.run, process, verb.timeoutSeconds),
    ),
    changes: [{ services: rows.map(({ service }) => service), to: 'exited' }],
    job: {
      type: 'await',
      title: verb.by === 'service' ? 'Stopping' : null,
      containers: rows.map((row) =>
        awaited(row, { doing: 'Stopping', done: 'Stopped', isDone: !isUp(row) }),
      ),
    },
  })
}

function restart(scope: ShellScope, verb: Verb, rows: readonly Container[]): Answer {
  if (rows.length === 0) return answer({})
  const { run } = scope
  return answer({
    commands: rows.flatMap((row): readonly Order[] => {
      const { process } = row
      if (process === null) return []
      if (!isUp(row)) return begin(run, row)
      const again: Order = { type: 'Start', process }
      return [
        { type: 'AfterEnd', process, command: again },
        ...stopOrders(run, process, verb.timeoutSeconds),
      ]
    }),
    changes: [{ services: rows.map(({ service }) => service), to: 'running' }],
    job: {
      type: 'await',
      title: verb.by === 'service' ? 'Restarting' : null,
      containers: rows.map((row) =>
        awaited(row, { doing: 'Restarting', done: 'Started', isDone: !isUp(row) }),
      ),
    },
  })
}

function down(scope: ShellScope, verb: Verb, named: readonly Container[]): Answer {
  const rows = named.filter(exists)
  const { run } = scope
  // An anonymous volume is the container's own: the next one has another. CFG-50.
  const wipes = ({ host, volume }: Container): readonly Order[] => {
    const isLost = volume === 'anonymous' || (verb.withVolumes && volume === 'named')
    return isLost && host !== null ? [{ type: 'WipeDisk', host: hostId(host) }] : []
  }
  if (rows.length === 0) {
    const text = `Warning: No resource found to remove for project "${run.scenario.project ?? run.scenario.id}".`
    return answer({
      lines: [{ stream: 'stderr', text }],
      commands: named.flatMap(wipes),
    })
  }
  return answer({
    commands: rows.flatMap((row): readonly Order[] => {
      const { process } = row
      if (process === null || !isUp(row)) return wipes(row)
      return [
        ...wipes(row).map((command): Order => ({ type: 'AfterEnd', process, command })),
        ...stopOrders(run, process, verb.timeoutSeconds),
      ]
    }),
    changes: [{ services: rows.map(({ service }) => service), to: 'absent' }],
    job: {
      type: 'await',
      title: 'Running',
      containers: rows.map((row) =>
        awaited(row, { doing: 'Stopping', done: 'Removed', isDone: !isUp(row) }),
      ),
    },
  })
}

function up(scope: ShellScope, verb: Verb, rows: readonly Container[]): Answer {
  if (verb.isForced && rows.some(isUp)) return restart(scope, verb, rows)
  const asleep = rows.filter((row) => !isUp(row))
  const commands = asleep.flatMap((row) => begin(scope.run, row))
  const changes: readonly ContainerChange[] = [
    { services: asleep.map(({ service }) => service), to: 'running' },
  ]
  const containers = rows.map((row) => {
    const word = isUp(row) ? 'Running' : verb.isDetached ? 'Started' : 'Created'
    return awaited(row, { doing: word, done: word, isDone: true })
  })
  if (verb.isDetached) {
    return answer({ commands, changes, job: { type: 'await', title: 'Running', containers } })
  }
  const since = scope.run.cursor()
  return answer({
    commands,
    changes,
    job: {
      type: 'follow',
      timestamps: false,
      logs: logPrefixes(scope.run, rows).map((row) => ({ ...row, since, skipped: 0 })),
      attached: rows.map((row) =>
        awaited(row, { doing: 'Stopping', done: 'Stopped', isDone: row.process === null }),
      ),
      progress: containers,
    },
  })
}

/** What Ctrl+C on an attached `up` does: the containers are stopped, the second time killed. */
export function stopAttached(
  run: Run,
  attached: readonly AwaitedContainer[],
  isSecond: boolean,
): readonly Order[] {
  return attached.flatMap(({ process }): readonly Order[] => {
    if (process === null) return []
    return isSecond ? [{ type: 'Kill', process }] : stopOrders(run, process, 10)
  })
}

function containerVerb(scope: ShellScope, verb: Verb): Answer {
  const all = containersAt(scope.run).filter(exists)
  const found = verb.names.flatMap((name) => {
    const row = all.find(({ name: own, id }) => own === name || id.startsWith(name))
    return row === undefined ? [] : [row]
  })
  const missing = verb.names.filter(
    (name) => !all.some(({ name: own, id }) => own === name || id.startsWith(name)),
  )
  const refused = found.flatMap((row) => refusal(verb, row))
  const wrong = [
    ...refused,
    ...missing.map((name) => `Error response from daemon: No such container: ${name}`),
  ]
  const rows = found.filter((row) => refusal(verb, row).length === 0)
  const acted = rows.length === 0 ? answer({}) : containerAct(scope, verb, rows)
  if (wrong.length === 0) return acted
  const { lines } = prints([])
  const errors = wrong.map((text) => ({ stream: 'stderr' as const, text }))
  return { ...acted, lines: [...lines, ...acted.lines, ...errors], status: 1 }
}

/** Why the daemon does not do it, if it does not. */
function refusal(verb: Verb, { name, id, state }: Container): readonly string[] {
  const isDown = state === 'exited'
  switch (verb.verb) {
    case 'kill':
      return isDown
        ? [
            `Error response from daemon: cannot kill container: ${name}: container ${id} is not running`,
          ]
        : []
    case 'pause':
      if (isDown) return [`Error response from daemon: container ${id} is not running`]
      return state === 'paused'
        ? [`Error response from daemon: container ${id} is already paused`]
        : []
    case 'unpause':
      return state === 'paused' ? [] : [`Error response from daemon: Container ${id} is not paused`]
    default:
      return []
  }
}

function containerAct(scope: ShellScope, verb: Verb, rows: readonly Container[]): Answer {
  const simple = (word: string, orders: (run: Run, row: Container) => readonly Order[]) => {
    const acted = done(scope, { title: '', word, rows }, orders)
    return acted.job?.type === 'await' ? { ...acted, job: { ...acted.job, title: null } } : acted
  }
  switch (verb.verb) {
    case 'stop':
      return stop(scope, verb, rows)
    case 'restart':
      return restart(scope, verb, rows)
    case 'kill':
      return simple('Killed', (_, row) => killOrders(verb, row))
    case 'pause':
      return simple('Paused', pauseOrders)
    case 'unpause':
      return simple('Unpaused', unpauseOrders)
    default:
      return simple('Started', (run, row) => (row.state === 'exited' ? begin(run, row) : []))
  }
}
