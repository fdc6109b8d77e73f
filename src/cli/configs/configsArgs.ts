import type { OptionSpec, Options } from '../parse/options'
import { UsageError } from '../parse/options'

/** What kafka-configs.sh can change the configs of. */
const ENTITY_TYPES = [
  'topics',
  'clients',
  'users',
  'brokers',
  'ips',
  'client-metrics',
  'groups',
  'broker-loggers',
]

/** Options that name a type and an entity at once. */
const ENTITY_FLAGS: readonly (readonly [string, string])[] = [
  ['topic', 'topics'],
  ['client', 'clients'],
  ['user', 'users'],
  ['broker', 'brokers'],
  ['broker-logger', 'broker-loggers'],
  ['ip', 'ips'],
  ['client-metrics', 'client-metrics'],
  ['group', 'groups'],
]

const DEFAULT_FLAGS: readonly (readonly [string, string])[] = [
  ['client-defaults', 'clients'],
  ['user-defaults', 'users'],
  ['broker-defaults', 'brokers'],
  ['ip-defaults', 'ips'],
]

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })
const option = (name: string, argument: string, about: string): OptionSpec => ({
  name,
  argument,
  about,
})

/** The options of kafka-configs.sh. */
export const CONFIG_OPTIONS: readonly OptionSpec[] = [
  option('add-config', 'String', 'Configs to set: k=v,k=[v1,v2].'),
  option('add-config-file', 'String', 'A file of configs to set.'),
  flag('all', 'With --describe: static ones and defaults, too.'),
  flag('alter', 'Changes configs.'),
  option('bootstrap-controller', 'controller to connect to', 'Where to begin: controllers.'),
  option('bootstrap-server', 'server to connect to', 'Where to begin: brokers.'),
  option('broker', 'String', "A broker's id."),
  flag('broker-defaults', 'The defaults of all brokers.'),
  option('broker-logger', 'String', "A broker's id, for its loggers."),
  option('client', 'String', "A client's id."),
  flag('client-defaults', 'The defaults of all clients.'),
  option('client-metrics', 'String', 'A subscription for client metrics.'),
  option('command-config', 'command config property file', 'Settings of the admin client.'),
  option('delete-config', 'String', 'Configs to remove: k1,k2.'),
  flag('describe', 'Shows configs.'),
  flag('entity-default', 'The default of its type.'),
  option('entity-name', 'String', 'The name of what is meant.'),
  option('entity-type', 'String', 'topics, brokers, groups, clients, users, ips …'),
  option('group', 'String', "A group's id."),
  flag('help', 'Prints this table.'),
  option('ip', 'String', 'An address.'),
  flag('ip-defaults', 'The defaults of all addresses.'),
  option('topic', 'String', "A topic's name."),
  option('user', 'String', "A user's name."),
  flag('user-defaults', 'The defaults of all users.'),
  flag('version', 'Prints the version.'),
]

/** The types that a command line names, in its order. Kafka: ConfigCommandOptions.entityTypes. */
export function entityTypes(options: Options): readonly string[] {
  const flags = [...ENTITY_FLAGS, ...DEFAULT_FLAGS].filter(([name]) => options.has(name))
  return [...options.values('entity-type'), ...flags.map(([, type]) => type)]
}

/** The names for these types; '' stands for a default. Kafka: ConfigCommandOptions.entityNames. */
export function entityNames(options: Options): readonly string[] {
  const names = [...options.values('entity-name')]
  const placed = options.order.flatMap((name) => {
    if (name === 'entity-default') return ['']
    return name === 'entity-name' ? [names.shift() ?? ''] : []
  })
  const flags = ENTITY_FLAGS.flatMap(([name]) =>
    options.has(name) ? [options.value(name) ?? ''] : [],
  )
  return [
    ...placed,
    ...flags,
    ...DEFAULT_FLAGS.flatMap(([name]) => (options.has(name) ? [''] : [])),
  ]
}

/** An argument that cannot be used: its message alone. X-60. */
export function refuseArgument(message: string): UsageError {
  return new UsageError('terse', message)
}

const isNumber = (text: string) => /^[+-]?\d+$/.test(text)

/** Kafka: ConfigCommandOptions.checkArgs. @throws UsageError */
export function checkConfigArgs(options: Options, knowsHost: (name: string) => boolean): void {
  if (options.has('alter') === options.has('describe')) {
    throw new UsageError('usage', 'Command must include exactly one action: --describe, --alter')
  }
  const changing = ['add-config', 'delete-config'].find((name) => options.has(name))
  if (options.has('describe') && changing !== undefined) {
    const message = `Option "[describe]" can't be used with option "[${changing}]"`
    throw new UsageError('usage', message)
  }
  const types = entityTypes(options)
  checkTypes(options, types)
  checkNames(options, types)
  checkAddresses(options, types, knowsHost)
  if (options.has('describe')) checkDescribe(options, types)
  else checkAlter(options, types)
}

function checkTypes(options: Options, types: readonly string[]): void {
  const twice = types.filter((type, index) => types.indexOf(type) !== index)
  if (twice.length > 0) {
    throw refuseArgument(`Duplicate entity type(s) specified: ${twice.join(',')}`)
  }
  if (!options.has('bootstrap-server') && !options.has('bootstrap-controller')) {
    throw refuseArgument('Either --bootstrap-server or --bootstrap-controller must be specified.')
  }
  const unknown = types.find((type) => !ENTITY_TYPES.includes(type))
  if (unknown !== undefined) {
    throw refuseArgument(
      `Invalid entity type ${unknown}, the entity type must be one of ${ENTITY_TYPES.join(', ')} with a --bootstrap-server or --bootstrap-controller argument`,
    )
  }
  if (types.length === 0) throw refuseArgument('At least one entity type must be specified')
  if (types.length > 1 && !types.every((type) => type === 'users' || type === 'clients')) {
    throw refuseArgument("Only 'users' and 'clients' entity types may be specified together")
  }
  const isGeneral = ['entity-name', 'entity-type', 'entity-default'].some((name) =>
    options.has(name),
  )
  if (isGeneral && [...ENTITY_FLAGS, ...DEFAULT_FLAGS].some(([name]) => options.has(name))) {
    throw refuseArgument(
      '--entity-{type,name,default} should not be used in conjunction with specific entity flags',
    )
  }
  if (options.has('bootstrap-server') && options.has('bootstrap-controller')) {
    throw refuseArgument(
      'Only one of --bootstrap-server or --bootstrap-controller can be specified',
    )
  }
}

function checkNames(options: Options, types: readonly string[]): void {
  const [type = ''] = types
  if (type !== 'brokers' && type !== 'broker-loggers') return
  const bad = ['entity-name', 'broker', 'broker-logger']
    .flatMap((name) => options.values(name))
    .find((name) => !isNumber(name))
  if (bad === undefined) return
  throw refuseArgument(
    `The entity name for ${type} must be a valid integer broker id, but it is: ${bad}`,
  )
}

/** Kafka: DynamicConfig.Ip.isValidIpEntity. */
function checkAddresses(
  options: Options,
  [type = '']: readonly string[],
  knowsHost: (name: string) => boolean,
): void {
  if (type !== 'ips') return
  const bad = entityNames(options).find((name) => name !== '' && !isAddress(name, knowsHost))
  if (bad === undefined) return
  throw refuseArgument(
    `The entity name for ips must be a valid IP or resolvable host, but it is: ${bad}`,
  )
}

function isAddress(name: string, knowsHost: (name: string) => boolean): boolean {
  const parts = name.split('.')
  const isV4 = parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) < 256)
  return isV4 || /^[\da-fA-F:]*:[\da-fA-F:.]*$/.test(name) || knowsHost(name)
}

/** Types whose default can be shown and changed. */
const WITH_DEFAULT = ['users', 'clients', 'brokers', 'ips']

function checkDescribe(options: Options, types: readonly string[]): void {
  const hasDefault = types.some((type) => WITH_DEFAULT.includes(type))
  if (!hasDefault && options.has('entity-default')) {
    throw refuseArgument(
      `--entity-default must not be specified with --describe of ${types.join(',')}`,
    )
  }
  const hasName = entityNames(options).some((name) => name !== '')
  if (types.includes('broker-loggers') && !hasName) {
    throw refuseArgument(`An entity name must be specified with --describe of ${types.join(',')}`)
  }
}

function checkAlter(options: Options, types: readonly string[]): void {
  const names = entityNames(options)
  if (types.some((type) => WITH_DEFAULT.includes(type))) {
    if (names.length === 0) {
      throw refuseArgument(
        'An entity-name or default entity must be specified with --alter of users, clients, brokers or ips',
      )
    }
  } else if (!names.some((name) => name !== '')) {
    throw refuseArgument(`An entity name must be specified with --alter of ${types.join(',')}`)
  }
  if (options.has('add-config') && options.has('add-config-file')) {
    throw refuseArgument('Only one of --add-config or --add-config-file must be specified')
  }
  const ways = ['add-config', 'add-config-file', 'delete-config']
  if (!ways.some((name) => options.has(name))) {
    throw refuseArgument(
      'At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter',
    )
  }
  if (types.length !== names.length) {
    throw refuseArgument('An entity name must be specified for every entity type')
  }
}
