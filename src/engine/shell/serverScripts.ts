import { logTime } from '~/cli/logTime'
import type { ScenarioServer } from '~/scenarios/scenario'
import { simTime } from '~/sim/ids'
import { isAlive } from '~/sim/world'
import { serverProcess, serverStart } from '../build'
import type { Answer, ShellScope } from './answer'
import { answer, complains } from './answer'

/** The scenario's servers that a script can reach from where it runs. */
function reachable({ run, place }: ShellScope): readonly ScenarioServer[] {
  return run.scenario.servers.filter(({ host, service }) =>
    place.container === null ? service === null : host === place.host,
  )
}

function isRunning({ run }: ShellScope, server: ScenarioServer): boolean {
  const process = run.world().processes.get(serverProcess(server.spec.nodeId))
  return process !== undefined && isAlive(process)
}

function fatal({ run }: ShellScope, ...lines: readonly string[]): Answer {
  const time = logTime(simTime(run.now()))
  return answer({
    lines: [`[${time}] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)`, ...lines].map(
      (text) => ({ stream: 'stdout', text }),
    ),
    status: 1,
  })
}

/**
 * The server that a properties file is for: the number in its name is a node's id, and a name
 * without one means the first server that does not run.
 */
function serverOf(scope: ShellScope, path: string): ScenarioServer | undefined {
  const servers = reachable(scope)
  const base = path.slice(path.lastIndexOf('/') + 1)
  if (!base.endsWith('.properties')) return undefined
  const number = /(\d+)\.properties$/.exec(base)?.[1]
  if (number !== undefined) return servers.find(({ spec }) => spec.nodeId === Number(number))
  return servers.find((server) => !isRunning(scope, server)) ?? servers[0]
}

/** `kafka-server-start.sh [-daemon] server.properties`. Kafka: bin/kafka-server-start.sh, kafka.Kafka. */
export function serverStartScript(scope: ShellScope, args: readonly string[]): Answer {
  const isDaemon = args[0] === '-daemon'
  const [path] = isDaemon ? args.slice(1) : args
  if (path === undefined) {
    const usage = 'kafka-server-start.sh [-daemon] server.properties [--override property=value]*'
    return complains(1, `USAGE: ./${usage}`)
  }
  const server = serverOf(scope, path)
  if (server === undefined) {
    return fatal(scope, `java.nio.file.NoSuchFileException: ${path}`)
  }
  if (isRunning(scope, server)) {
    const dir = server.spec.properties['log.dirs']?.value ?? '/tmp/kraft-combined-logs'
    return fatal(
      scope,
      `org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in ${dir}. A Kafka instance in another process or thread is using this directory.`,
    )
  }
  const process = serverProcess(server.spec.nodeId)
  const isKnown = scope.run.world().processes.has(process)
  return answer({
    commands: [isKnown ? { type: 'Start', process } : serverStart(server)],
    job: isDaemon ? null : { type: 'server', process },
  })
}

/** `kafka-server-stop.sh [--process-role=…] [--node-id=…]`. Kafka: bin/kafka-server-stop.sh. */
export function serverStopScript(scope: ShellScope, args: readonly string[]): Answer {
  const option = (name: string) => {
    const joined = args.find((arg) => arg.startsWith(`--${name}=`))
    const at = args.indexOf(`--${name}`)
    return joined?.slice(name.length + 3) ?? (at < 0 ? undefined : args[at + 1])
  }
  const [node, role] = [option('node-id'), option('process-role')]
  const targets = reachable(scope).filter(
    (server) =>
      isRunning(scope, server) &&
      (node === undefined || server.spec.nodeId === Number(node)) &&
      (role === undefined || server.spec.roles.some((own) => own === role)),
  )
  if (targets.length === 0) return { ...complains(1), ...noServer(node, role) }
  return answer({
    commands: targets.map(({ spec }) => ({
      type: 'Signal',
      process: serverProcess(spec.nodeId),
      signal: 'SIGTERM',
    })),
  })
}

function noServer(node: string | undefined, role: string | undefined): Pick<Answer, 'lines'> {
  const which =
    node === undefined && role === undefined
      ? 'No kafka server to stop'
      : `No kafka server to stop${node === undefined ? '' : ` with node id ${node}`}${role === undefined ? '' : ` with process role ${role}`}`
  return { lines: [{ stream: 'stdout', text: which }] }
}
