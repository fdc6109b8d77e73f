import type { ArgparseOption, ArgparseParser } from '../parse/argparseTable'

const CONFIG: ArgparseOption = {
  name: 'config',
  short: 'c',
  isRequired: true,
  about: 'The file of settings of the node.',
}

const RELEASE: ArgparseOption = {
  name: 'release-version',
  short: 'r',
  about: 'A release, such as 4.1-IV1; the newest stable one unless given.',
}

const FEATURE: ArgparseOption = {
  name: 'feature',
  short: 'f',
  action: 'append',
  about: 'A feature with its level: name=level.',
}

/** The command line of kafka-storage.sh. Kafka: StorageTool.parseArguments. */
export const STORAGE_PARSER: ArgparseParser = {
  prog: 'kafka-storage',
  about: 'Prepares the log directories of a node, and shows what is in them.',
  helpStatus: 0,
  options: [],
  commands: [
    { name: 'info', about: 'What the log directories say.', options: [CONFIG] },
    {
      name: 'format',
      about: 'Writes to the log directories whose they are.',
      options: [
        CONFIG,
        { name: 'cluster-id', short: 't', isRequired: true, about: 'The id of the cluster.' },
        {
          name: 'add-scram',
          short: 'S',
          action: 'append',
          about: 'A user with a password: SCRAM-SHA-256=[name=alice,password=secret].',
        },
        {
          name: 'ignore-formatted',
          short: 'g',
          action: 'flag',
          about: 'Leaves directories alone that are formatted.',
        },
        RELEASE,
        FEATURE,
      ],
      groups: [
        {
          isRequired: false,
          options: [
            {
              name: 'standalone',
              short: 's',
              action: 'flag',
              about: 'This controller is the only voter at first.',
            },
            {
              name: 'no-initial-controllers',
              short: 'N',
              action: 'flag',
              about: 'The voters are told by others.',
            },
            {
              name: 'initial-controllers',
              short: 'I',
              about: 'The voters: id@host:port:directory id, with commas.',
            },
          ],
        },
      ],
    },
    { name: 'version-mapping', about: 'The levels of a release.', options: [RELEASE] },
    {
      name: 'feature-dependencies',
      about: 'What a level needs.',
      options: [{ ...FEATURE, isRequired: true }],
    },
    { name: 'random-uuid', about: 'An id that is used nowhere else.', options: [] },
  ],
}

/** What kafka-storage.sh takes of a node's file. Kafka: KafkaConfig. */
export interface NodeFile {
  readonly nodeId: number
  readonly roles: readonly string[]
  /** The log directories, sorted; the metadata's is one of them. */
  readonly directories: readonly string[]
  readonly metadataDirectory: string
  /** `controller.quorum.voters` names the voters. */
  readonly hasStaticVoters: boolean
  /** Where its controller is reached. */
  readonly controllerListener: { readonly host: string; readonly port: number }
}
