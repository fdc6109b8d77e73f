import type { DockerCommand } from '~/cli/shell/docker'
import { dockerTable, humanDuration, portsText } from '~/cli/shell/dockerText'
import type { ProcessId } from '~/sim/ids'
import type { Answer, ShellScope } from './answer'
import { answer, complains, prints } from './answer'
import type { Container } from './containers'
import { containersAt } from './containers'
import type { FollowedLog } from './entries'
import { dockerTimestamp, serverOutput } from './logText'

const COMMAND = '"/etc/confluent/dock…"'

function statusText(row: Container, now: number): string {
  const since = humanDuration(now - row.since)
  if (row.state === 'exited') return `Exited (${row.code}) ${since} ago`
  return row.state === 'paused' ? `Up ${since} (Paused)` : `Up ${since}`
}

function commandText({ process }: Container): string {
  return process === null ? '"/docker-entrypoint.…"' : COMMAND
}

/** `docker ps` and `docker compose ps`. */
export function dockerPs(
  { run }: ShellScope,
  asked: Extract<DockerCommand, { type: 'ps' }>,
): Answer {
  const all = containersAt(run)
  if (asked.by === 'service') {
    const odd = asked.names.find((name) => !all.some(({ service }) => service === name))
    if (odd !== undefined) return complains(1, `no such service: ${odd}`)
  }
  const rows = all
    .filter(({ state }) =>
      asked.all ? state !== 'absent' : state === 'running' || state === 'paused',
    )
    .filter(({ service }) => asked.names.length === 0 || asked.names.includes(service))
  const now = run.now()
  if (asked.servicesOnly) return prints(rows.map(({ service }) => service))
  if (asked.quiet) {
    return prints(rows.map(({ id }) => (asked.by === 'service' ? id : id.slice(0, 12))))
  }
  const ports = (row: Container) => (row.state === 'exited' ? '' : portsText(row.ports))
  if (asked.by === 'service') {
    const header = ['NAME', 'IMAGE', 'COMMAND', 'SERVICE', 'CREATED', 'STATUS', 'PORTS']
    const sorted = [...rows].sort((a, b) => (a.name < b.name ? -1 : 1))
    const cells = sorted.map((row) => [
      ...[row.name, row.image, commandText(row), row.service],
      ...[`${humanDuration(now - row.created)} ago`, statusText(row, now), ports(row)],
    ])
    return prints(dockerTable([header, ...cells]))
  }
  const header = ['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES']
  const newest = [...rows].sort((a, b) => b.created - a.created)
  const cells = newest.map((row) => [
    ...[row.id.slice(0, 12), row.image, commandText(row)],
    ...[`${humanDuration(now - row.created)} ago`, statusText(row, now), ports(row), row.name],
  ])
  return prints(dockerTable([header, ...cells]))
}

/** Each server with what stands before its lines: compose pads names to the longest. */
export function logPrefixes(
  run: ShellScope['run'],
  rows: readonly Container[],
): readonly { readonly process: ProcessId; readonly prefix: string }[] {
  // A container that compose named itself is shown without the project's name.
  const project = `${run.scenario.project ?? ''}-`
  const shown = ({ name, service }: Container) =>
    name === `${project}${service}-1` ? name.slice(project.length) : name
  const width = Math.max(0, ...rows.map((row) => shown(row).length)) + 1
  return rows.flatMap((row) =>
    row.process === null
      ? []
      : [{ process: row.process, prefix: `${shown(row).padEnd(width)} | ` }],
  )
}

/** Lines of several logs in the order of their events, as `docker compose logs` prints them. */
export function mergedLog(
  run: ShellScope['run'],
  logs: readonly FollowedLog[],
  timestamps: boolean,
): readonly { readonly index: number; readonly text: string }[] {
  return logs
    .flatMap((log) =>
      serverOutput(run, log)
        .slice(log.skipped)
        .map(({ index, at, text }) => ({
          index,
          text: `${log.prefix}${timestamps ? `${dockerTimestamp(at)} ` : ''}${text}`,
        })),
    )
    .sort((a, b) => a.index - b.index)
}

/** `docker logs` and `docker compose logs`, once or followed. */
export function dockerLogs(
  { run }: ShellScope,
  asked: Extract<DockerCommand, { type: 'logs' }>,
): Answer {
  const all = containersAt(run)
  const keyOf = (row: Container) => (asked.by === 'service' ? row.service : row.name)
  const odd = asked.names.find(
    (name) =>
      !all.some((row) => keyOf(row) === name && (asked.by === 'service' || row.state !== 'absent')),
  )
  if (odd !== undefined) {
    return asked.by === 'service'
      ? complains(1, `no such service: ${odd}`)
      : complains(1, `Error response from daemon: No such container: ${odd}`)
  }
  const rows = all
    .filter(({ state }) => state !== 'absent')
    .filter((row) => asked.names.length === 0 || asked.names.includes(keyOf(row)))
  const bornAt = new Map(rows.map((row) => [row.process, row.bornAt]))
  const logs = logPrefixes(run, rows).map(({ process, prefix }): FollowedLog => {
    const log = {
      process,
      prefix: asked.prefix ? prefix : '',
      since: bornAt.get(process) ?? 0,
      skipped: 0,
    }
    if (asked.tail === null) return log
    const count = serverOutput(run, log).length
    return { ...log, skipped: Math.max(0, count - asked.tail) }
  })
  if (asked.follow && rows.some(({ state }) => state !== 'exited')) {
    const { timestamps } = asked
    return answer({ job: { type: 'follow', logs, timestamps, attached: [], progress: [] } })
  }
  return prints(mergedLog(run, logs, asked.timestamps).map(({ text }) => text))
}
