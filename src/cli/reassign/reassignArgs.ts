import type { OptionSpec, Options } from '../parse/options'
import { require, UsageError } from '../parse/options'

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })

/** The options of kafka-reassign-partitions.sh. */
export const REASSIGN_OPTIONS: readonly OptionSpec[] = [
  flag('additional', 'With --execute: beside what already moves.'),
  {
    name: 'bootstrap-controller',
    argument: 'bootstrap controller to connect to',
    about: 'Where to begin: controllers.',
  },
  {
    name: 'bootstrap-server',
    argument: 'Server(s) to use for bootstrapping',
    about: 'Where to begin: brokers.',
  },
  { name: 'broker-list', argument: 'brokerlist', about: 'With --generate: brokers by id.' },
  flag('cancel', 'Stops what moves.'),
  {
    name: 'command-config',
    argument: 'Admin client property file',
    about: 'Settings of the admin client.',
  },
  flag('disable-rack-aware', 'With --generate: racks do not count.'),
  flag('disallow-replication-factor-change', 'With --execute: as many replicas as before.'),
  flag('execute', 'Starts what the file says.'),
  flag('generate', 'Proposes an assignment.'),
  flag('help', 'Prints this table.'),
  flag('list', 'Shows what moves.'),
  flag('preserve-throttles', 'Leaves the throttles.'),
  {
    name: 'reassignment-json-file',
    argument: 'manual assignment json file path',
    about: 'The assignment.',
  },
  {
    name: 'replica-alter-log-dirs-throttle',
    argument: 'replicaAlterLogDirsThrottle',
    type: 'integer',
    about: 'Bytes per second between directories.',
  },
  {
    name: 'throttle',
    argument: 'throttle',
    type: 'integer',
    about: 'Bytes per second between brokers.',
  },
  { name: 'timeout', argument: 'timeout', type: 'integer', about: 'How long to wait, ms.' },
  {
    name: 'topics-to-move-json-file',
    argument: 'topics to reassign json file path',
    about: 'With --generate: the topics.',
  },
  flag('verify', 'Shows whether it is done, and removes throttles.'),
  flag('version', 'Prints the version.'),
]

/** What kafka-reassign-partitions.sh does. */
type Action = 'generate' | 'execute' | 'verify' | 'cancel' | 'list'

const ACTIONS: readonly Action[] = ['generate', 'execute', 'verify', 'cancel', 'list']

const REQUIRED: Readonly<Record<Action, readonly string[]>> = {
  generate: ['topics-to-move-json-file', 'broker-list'],
  execute: ['reassignment-json-file'],
  verify: ['reassignment-json-file'],
  cancel: ['reassignment-json-file'],
  list: [],
}

const ALLOWED: Readonly<Record<Action, readonly string[]>> = {
  generate: ['bootstrap-server', 'command-config', 'disable-rack-aware'],
  execute: [
    'additional',
    'bootstrap-server',
    'command-config',
    'throttle',
    'replica-alter-log-dirs-throttle',
    'timeout',
    'disallow-replication-factor-change',
  ],
  verify: ['bootstrap-server', 'command-config', 'preserve-throttles'],
  cancel: [
    'bootstrap-server',
    'bootstrap-controller',
    'command-config',
    'preserve-throttles',
    'timeout',
  ],
  list: ['bootstrap-server', 'bootstrap-controller', 'command-config'],
}

/** Kafka: ReassignPartitionsCommand.validateAndParseArgs. @returns the action @throws UsageError */
export function checkReassignArgs(options: Options): Action {
  const usage = (message: string) => new UsageError('usage', message)
  const [action, ...others] = ACTIONS.filter((name) => options.has(name))
  if (action === undefined || others.length > 0) {
    const all = ACTIONS.map((name) => `--${name}`).join(', ')
    throw usage(`Command must include exactly one action: ${all}`)
  }
  const [server, controller] = [
    options.has('bootstrap-server'),
    options.has('bootstrap-controller'),
  ]
  if (server && controller) {
    throw usage("Please don't specify both --bootstrap-server and --bootstrap-controller")
  }
  if (!server && !controller) {
    throw usage('Please specify either --bootstrap-server or --bootstrap-controller')
  }
  require(options, REQUIRED[action])
  const fitting = [action, ...REQUIRED[action], ...ALLOWED[action]]
  const bad = options.order.find((name) => !fitting.includes(name))
  if (bad === undefined) return action
  throw usage(`Option "[${bad}]" can't be used with action "[${action}]"`)
}
