import type { ClientSpec } from '~/kafka/model'

/** Java: Utils.HOST_PORT_PATTERN. */
const HOST_PORT = /^(?:[\w\-%.]*:\/\/)?\[?([\w\-%.:]*)\]?:(\d+)$/

/** Why no client can begin, and what it warns of before it says so. */
interface AddressProblem {
  readonly message: string
  readonly warnings: readonly string[]
}

function problem(message: string, warnings: readonly string[] = []): AddressProblem {
  return { message, warnings }
}

/**
 * Why no client can begin with these addresses, in Kafka's words, or null. X-08.
 * Kafka: ClientUtils.parseAndValidateAddresses, AdminBootstrapAddresses.fromConfig.
 */
export function addressProblem(
  addresses: string,
  knowsHost: (name: string) => boolean,
): AddressProblem | null {
  const urls = addresses
    .split(',')
    .map((url) => url.trim())
    .filter((url, _, all) => all.length > 1 || url !== '')
  if (urls.length === 0)
    return problem('You must set either bootstrap.servers or bootstrap.controllers')
  const unknown: string[] = []
  let known = 0
  for (const url of urls) {
    if (url === '') continue
    const [, host, port] = HOST_PORT.exec(url) ?? []
    if (host === undefined || host === '' || port === undefined)
      return problem(`Invalid url in bootstrap.servers: ${url}`)
    if (Number(port) > 65_535) return problem(`Invalid port in bootstrap.servers: ${url}`)
    if (knowsHost(host)) known += 1
    else {
      unknown.push(
        `Couldn't resolve server ${url} from bootstrap.servers as DNS resolution failed for ${host}`,
      )
    }
  }
  if (known > 0) return null
  return problem('No resolvable bootstrap urls given in bootstrap.servers', unknown)
}

/** What some tools say of the option before they begin. Kafka: ToolsUtils.validateBootstrapServer. */
export function bootstrapTextProblem(text: string): string | null {
  if (text.trim() === '') return 'Error while validating the bootstrap address\n'
  if (text.split(',').every((url) => HOST_PORT.test(url))) return null
  return 'Please provide valid host:port like host1:9091,host2:9092\n'
}

/** Where a tool begins, as its words say before they are parsed. */
export interface Connection {
  readonly servers: string | null
  readonly controllers: string | null
  /** An option that joptsimple was to give one value of, and that has two. */
  readonly twice: string | null
  /** The file of the admin client's settings. */
  readonly path: string | null
  /** What it says; null: there is no such file. */
  readonly text: string | null
}

/** Takes that out of a tool's words. */
export function connectionOf(
  tool: {
    readonly bootstrapOption: string
    readonly configOption?: string
    readonly parser?: unknown
  },
  spec: ClientSpec,
): Connection {
  const named = (names: readonly string[]) => valueOf(spec.args, names)
  const path = named([`--${tool.configOption ?? 'command-config'}`])
  const text = path !== null && Object.hasOwn(spec.files, path) ? (spec.files[path] ?? null) : null
  const options = [tool.configOption ?? 'command-config', tool.bootstrapOption]
  // Of those that argparse4j reads, the last one counts.
  const repeated = options.find((name) => countOf(spec.args, `--${name}`) > 1)
  return {
    twice: tool.parser === undefined ? (repeated ?? null) : null,
    servers: named([`--${tool.bootstrapOption}`, '-b']),
    controllers: named(['--bootstrap-controller', '-C']),
    path,
    text,
  }
}

/** True when the admin client begins with controllers. Kafka: AdminBootstrapAddresses.fromConfig. */
export function asksControllers({
  servers,
  controllers,
}: Pick<Connection, 'servers' | 'controllers'>): boolean {
  return servers === null && controllers !== null
}

function countOf(args: readonly string[], name: string): number {
  return args.filter((word) => word === name || word.startsWith(`${name}=`)).length
}

/** An option's value as it stands on a command line, before that is parsed. */
function valueOf(args: readonly string[], names: readonly string[]): string | null {
  for (const [index, word] of args.entries()) {
    if (names.includes(word)) return args[index + 1] ?? ''
    const name = names.find((other) => word.startsWith(`${other}=`))
    if (name !== undefined) return word.slice(name.length + 1)
  }
  return null
}
