import { describe, expect, test } from 'vitest'
import { ArgparseStop, parseArgparse } from '~/cli/parse/argparse'
import type { ArgparseParser } from '~/cli/parse/argparseTable'

const bootstrap = {
  isRequired: true,
  options: [
    { name: 'bootstrap-server', about: '' },
    { name: 'bootstrap-controller', about: '' },
  ],
}

/** The command line of kafka-metadata-quorum, whose texts were printed by Kafka 4.1.2. */
const quorum: ArgparseParser = {
  prog: 'kafka-metadata-quorum',
  about: '',
  helpStatus: 0,
  options: [{ name: 'command-config', about: '' }],
  groups: [bootstrap],
  commands: [
    {
      name: 'describe',
      about: '',
      options: [
        { name: 'status', action: 'flag', about: '' },
        { name: 'replication', action: 'flag', about: '' },
        { name: 'human-readable', action: 'flag', about: '' },
      ],
    },
    { name: 'add-controller', about: '', options: [] },
    {
      name: 'remove-controller',
      about: '',
      options: [
        { name: 'controller-id', short: 'i', type: 'Integer', isRequired: true, about: '' },
        { name: 'controller-directory-id', short: 'd', isRequired: true, about: '' },
        { name: 'dry-run', action: 'flag', about: '' },
      ],
    },
  ],
}

/** The lines that a command line is refused with. */
function refused(...words: string[]): string {
  try {
    parseArgparse(quorum, words)
  } catch (error) {
    if (error instanceof ArgparseStop) return error.lines.join('\n')
    throw error
  }
  return 'accepted'
}

const TOP = `usage: kafka-metadata-quorum [-h] [--command-config COMMAND_CONFIG]
                             (--bootstrap-server BOOTSTRAP_SERVER |
                             --bootstrap-controller BOOTSTRAP_CONTROLLER)
                             {describe,add-controller,remove-controller}
                             ...
`

describe('X-90 the command lines of family A', () => {
  test('usage and a justified error when nothing names the cluster', () => {
    expect(refused('describe', '--status')).toBe(
      `${TOP}kafka-metadata-quorum: error: one  of  the  arguments --bootstrap-server --
bootstrap-controller is required`,
    )
  })

  test('no words at all are too few', () => {
    expect(refused()).toBe(`${TOP}kafka-metadata-quorum: error: too few arguments`)
  })

  test('a command that does not exist, with what may have been meant', () => {
    expect(refused('--bootstrap-server', 'a:1', 'descripe')).toBe(
      `${TOP}kafka-metadata-quorum:  error:  invalid  choice:  'descripe'  (choose  from
'describe', 'add-controller', 'remove-controller')

Did you mean:
\tdescribe`,
    )
  })

  test('the usage of the command where the mistake stands', () => {
    expect(refused('--bootstrap-server=a:1', 'remove-controller', '-i', 'x')).toBe(
      `usage: kafka-metadata-quorum (--bootstrap-server BOOTSTRAP_SERVER |
                             --bootstrap-controller BOOTSTRAP_CONTROLLER)
                             remove-controller [-h]
                             --controller-id CONTROLLER_ID
                             --controller-directory-id CONTROLLER_DIRECTORY_ID
                             [--dry-run]
kafka-metadata-quorum:  error:  argument   --controller-id/-i:   could  not
convert 'x' to Integer (For input string: "x")`,
    )
  })

  test('options of the tool are unknown after the command', () => {
    expect(refused('describe', '--bootstrap-server', 'a:1')).toContain(
      "error: unrecognized arguments: '--bootstrap-server'",
    )
  })

  test('two options of one group exclude each other', () => {
    expect(refused('--bootstrap-server', 'a:1', '--bootstrap-controller', 'b:2')).toContain(
      `kafka-metadata-quorum: error: argument  --bootstrap-controller: not allowed
with argument --bootstrap-server`,
    )
  })

  test('a beginning is enough when it fits one option only', () => {
    const options = parseArgparse(quorum, ['--bootstrap-s', 'a:1', 'desc', '--status'])
    expect(options.command).toBe('describe')
    expect(options.value('bootstrap-server')).toBe('a:1')
    expect(options.has('status')).toBe(true)
    expect(refused('--boot', 'a:1', 'describe')).toContain(
      `kafka-metadata-quorum: error:  ambiguous  option:  --boot  could  match  --
bootstrap-controller, --bootstrap-server`,
    )
  })
})
