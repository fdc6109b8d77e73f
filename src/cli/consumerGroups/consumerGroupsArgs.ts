import type { Options, OptionSpec } from '../parse/options'
import { refuseWith, require, UsageError } from '../parse/options'

const flag = (name: string, about: string): OptionSpec => ({ name, argument: null, about })

/** The actions, of which a command line names one. */
const ACTIONS = [
  'list',
  'describe',
  'delete',
  'reset-offsets',
  'delete-offsets',
  'validate-regex',
] as const

/** The options of `kafka-consumer-groups.sh`. */
export const OPTIONS: readonly OptionSpec[] = [
  flag('all-groups', 'Every group.'),
  flag('all-topics', 'With --reset-offsets: every partition with a committed offset.'),
  {
    name: 'bootstrap-server',
    argument: 'server to connect to',
    about: 'Where to begin (required).',
  },
  { name: 'by-duration', argument: 'duration', about: 'Back by a time: PnDTnHnMnS.' },
  {
    name: 'command-config',
    argument: 'command config property file',
    about: 'Settings of the admin client.',
  },
  flag('delete', 'Deletes groups.'),
  flag('delete-offsets', 'Deletes the committed offsets of topics.'),
  flag('describe', 'Shows a group with its offsets and lag.'),
  flag('dry-run', 'Shows what would be reset.'),
  flag('execute', 'Resets.'),
  flag('export', 'Prints the offsets as CSV.'),
  { name: 'from-file', argument: 'path to CSV file', about: 'To the offsets of a CSV file.' },
  { name: 'group', argument: 'consumer group', about: 'The group.' },
  flag('help', 'Prints this table.'),
  flag('list', 'Lists all groups.'),
  { ...flag('members', 'With --describe: the members.'), onlyWith: ['describe'] },
  {
    ...flag('offsets', 'With --describe: offsets and lag; the default.'),
    onlyWith: ['describe'],
  },
  flag('reset-offsets', 'Sets the committed offsets of a group without members.'),
  { name: 'shift-by', argument: 'number-of-offsets', about: 'By a number of records.' },
  {
    name: 'state',
    argument: 'String',
    isOptional: true,
    onlyWith: ['describe', 'list'],
    about: 'With --describe: the state; with --list: only groups in these states.',
  },
  { name: 'timeout', argument: 'timeout (ms)', about: 'How long a call may take; 30000.' },
  flag('to-current', 'To the committed offset.'),
  { name: 'to-datetime', argument: 'datetime', about: 'To an instant: YYYY-MM-DDThh:mm:ss.sss.' },
  flag('to-earliest', 'To the first record.'),
  flag('to-latest', 'To the end.'),
  { name: 'to-offset', argument: 'offset', about: 'To an offset.' },
  { name: 'topic', argument: 'topic', about: 'A topic, or with partitions: topic:0,1.' },
  {
    name: 'type',
    argument: 'String',
    isOptional: true,
    onlyWith: ['list'],
    about: 'With --list: only groups of these types.',
  },
  { name: 'validate-regex', argument: 'regex', about: 'Checks an expression for topics.' },
  { ...flag('verbose', 'With --describe: more columns.'), onlyWith: ['describe'] },
  flag('version', 'Prints the version.'),
]

/** Ways to say where to, in the order in which Kafka's set of them prints. */
const SCENARIOS = [
  'to-offset',
  'to-current',
  'to-datetime',
  'from-file',
  'by-duration',
  'to-earliest',
  'to-latest',
  'shift-by',
] as const

/** The order in which each of them is checked against the others. */
const CHECKED = [
  'to-offset',
  'to-datetime',
  'by-duration',
  'to-earliest',
  'to-latest',
  'to-current',
  'shift-by',
  'from-file',
] as const

const DRY_RUN_WARNING =
  'WARN: No action will be performed as the --execute option is missing. In a future major release, the default behavior of this command will be to prompt the user before executing the reset rather than doing a dry run. You should add the --dry-run option explicitly if you are scripting this command and want to keep the current default behavior without prompting.'

const usage = (message: string) => new UsageError('usage', message)

/** What is missing where no target is named. */
export function noScenario(): UsageError {
  const named = SCENARIOS.map((name) => `[${name}]`).join(', ')
  return usage(`Option '[reset-offsets]' requires one of the following scenarios: [${named}]`)
}

function needsGroup(options: Options, action: string): void {
  if (!options.has(action) || options.has('group') || options.has('all-groups')) return
  throw usage(`Option [${action}] takes one of these options: [all-groups], [group]`)
}

function checkDescribe(options: Options): void {
  if (!options.has('describe')) return
  needsGroup(options, 'describe')
  const reports = ['members', 'offsets', 'state'].filter((name) => options.has(name))
  if (reports.length > 1) {
    throw usage(
      'Option [describe] takes at most one of these options: [members], [offsets], [state]',
    )
  }
  if (options.value('state') !== undefined) {
    throw usage('Option [describe] does not take a value for [state]')
  }
}

function checkReset(options: Options, err: (line: string) => void): void {
  if (!options.has('reset-offsets')) return
  if (options.has('dry-run') && options.has('execute')) {
    throw usage('Option [reset-offsets] only accepts one of [execute] and [dry-run]')
  }
  if (!options.has('dry-run') && !options.has('execute')) err(DRY_RUN_WARNING)
  needsGroup(options, 'reset-offsets')
  for (const name of CHECKED) {
    refuseWith(
      options,
      name,
      SCENARIOS.filter((other) => other !== name),
    )
  }
}

/** Kafka: ConsumerGroupCommandOptions.checkArgs, then ConsumerGroupCommand.main. @throws UsageError */
export function checkArgs(options: Options, err: (line: string) => void): void {
  if (!options.has('validate-regex')) require(options, ['bootstrap-server'])
  checkDescribe(options)
  needsGroup(options, 'delete')
  if (options.has('delete') && options.has('topic')) {
    throw usage(
      'The consumer does not support topic-specific offset deletion from a consumer group.',
    )
  }
  if (options.has('delete-offsets') && !(options.has('group') && options.has('topic'))) {
    throw usage('Option [delete-offsets] takes the following options: [topic], [group]')
  }
  checkReset(options, err)
  refuseWith(options, 'group', ['all-groups'])
  refuseWith(options, 'group', ['list'])
  refuseWith(options, 'topic', ['list', 'describe'])
  if (ACTIONS.filter((name) => options.has(name)).length !== 1) {
    const named = ACTIONS.map((name) => `--${name}`).join(', ')
    throw usage(`Command must include exactly one action: ${named}`)
  }
}
