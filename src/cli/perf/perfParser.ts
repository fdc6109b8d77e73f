import type { ArgparseParser } from '../parse/argparseTable'
import type { OptionSpec } from '../parse/options'

/** The command line of `kafka-producer-perf-test.sh`. X-151. Kafka: ProducerPerformance.argParser. */
export const PERF_PARSER: ArgparseParser = {
  prog: 'producer-performance',
  about: 'Writes records as fast as asked and measures how long they take.',
  helpStatus: 0,
  options: [
    { name: 'topic', isRequired: true, about: 'Where to write.' },
    {
      name: 'num-records',
      metavar: 'NUM-RECORDS',
      type: 'Long',
      isRequired: true,
      about: 'How many records.',
    },
    {
      name: 'payload-delimiter',
      metavar: 'PAYLOAD-DELIMITER',
      about: 'What separates payloads in a file; a line end.',
    },
    {
      name: 'throughput',
      type: 'Double',
      isRequired: true,
      about: 'At most so many records a second; -1: no limit.',
    },
    {
      name: 'producer-props',
      metavar: 'PROP-NAME=PROP-VALUE',
      isMany: true,
      about: 'Settings of the producer.',
    },
    { name: 'producer.config', metavar: 'CONFIG-FILE', about: 'A file of them.' },
    { name: 'print-metrics', action: 'flag', about: 'Prints the producer’s metrics at the end.' },
    {
      name: 'transactional-id',
      metavar: 'TRANSACTIONAL-ID',
      about: 'Writes in transactions of this id.',
    },
    {
      name: 'transaction-duration-ms',
      metavar: 'TRANSACTION-DURATION',
      type: 'Long',
      about: 'How old a transaction may become.',
    },
  ],
  groups: [
    {
      isRequired: true,
      options: [
        {
          name: 'record-size',
          metavar: 'RECORD-SIZE',
          type: 'Integer',
          about: 'Bytes of a random payload.',
        },
        {
          name: 'payload-file',
          metavar: 'PAYLOAD-FILE',
          about: 'A file of payloads, drawn at random.',
        },
        { name: 'payload-monotonic', action: 'flag', about: 'The record’s number as payload.' },
      ],
    },
  ],
}

/** Its options, for completion. */
export const PERF_OPTIONS: readonly OptionSpec[] = [
  ...PERF_PARSER.options,
  ...(PERF_PARSER.groups ?? []).flatMap(({ options }) => options),
].map(({ name, metavar, action, about }) => ({
  name,
  argument: action === 'flag' ? null : (metavar ?? name.toUpperCase()),
  about,
}))
