import { expect, test } from 'vitest'
import { viewCommand } from '~/views/commandView'
import { hostId, processId } from '~/sim/ids'

const spawn = (program: string, args: readonly string[]) =>
  viewCommand(
    {
      type: 'Spawn',
      process: processId('tool-1'),
      host: hostId('outside'),
      spec: { kind: 'client', program, args, files: {}, properties: {} },
    },
    (process) => process,
    'person',
  ).values['process']

test('a tool is told with its command line, without the address that all of them need', () => {
  const args = ['--bootstrap-server', 'localhost:9092', '--describe', '--topic', 'orders']
  expect(spawn('kafka-topics', args)).toBe('tool-1 (kafka-topics --describe --topic orders)')
})

test('a client that is no tool keeps its name', () => {
  expect(spawn('producer', ['--topic', 'orders'])).toBe('tool-1')
})
