import { logTime } from '~/cli/logTime'
import type { ProcessId } from '~/sim/ids'
import { simTime } from '~/sim/ids'
import { serverProcess } from '../build'
import type { Run } from '../run'

/** A line of a container's output, with its event. */
export interface ContainerLine {
  readonly index: number
  readonly at: number
  readonly text: string
}

/** What the image's start script prints before the server does. `configs.md` CFG-40. */
function banner(clusterId: string): readonly string[] {
  return [
    '===> User',
    'uid=1000(appuser) gid=1000(appuser) groups=1000(appuser)',
    '===> Configuring ...',
    '===> Running preflight checks ... ',
    '===> Check if /var/lib/kafka/data is writable ...',
    `===> Using provided cluster id ${clusterId} ...`,
    '===> Launching ... ',
    '===> Launching kafka ... ',
  ]
}

/**
 * What a server has printed from an event on, up to the cursor: the start script's lines where it
 * runs in a container, and its log as `config/log4j2.yaml` lays it out: `[%d] %p %m (%c)%n`.
 */
export function serverOutput(
  run: Run,
  { process, since }: { readonly process: ProcessId; readonly since: number },
): readonly ContainerLine[] {
  const cursor = run.cursor()
  const { logged, lives } = run.branch().journal
  const isMine = (row: { readonly process: ProcessId; readonly index: number }) =>
    row.process === process && row.index >= since && row.index < cursor
  const server = run.scenario.servers.find(
    (row) => row.service !== null && serverProcess(row.spec.nodeId) === process,
  )
  const starts =
    server === undefined ? [] : lives.filter((row) => isMine(row) && row.what === 'started')
  const lines = logged.filter(isMine).flatMap(({ index, at, level, text, logger, thrown }) => {
    const line = { index, at, text: `[${logTime(at)}] ${level} ${text} (${logger})` }
    return thrown === undefined ? [line] : [line, { index, at, text: thrown }]
  })
  // A start script that refuses prints its own lines, and starts nothing.
  const isRefused = server?.spec.refusal !== undefined
  const banners = (isRefused ? [] : starts).flatMap(({ index, at }) =>
    banner(server?.spec.clusterId ?? '').map((text) => ({ index, at, text })),
  )
  const refused = run
    .printed()
    .filter(isMine)
    .map(({ index, text }) => ({ index, at: run.timeAt(index), text }))
  return [...banners, ...refused, ...lines].sort((a, b) => a.index - b.index)
}

/** An instant as docker prints it before a line. */
export function dockerTimestamp(at: number): string {
  const [day = '', time = ''] = logTime(simTime(at)).split(' ')
  const nanos = String(at % 1_000_000).padStart(6, '0')
  return `${day}T${time.slice(0, 8)}.${nanos}000Z`
}
