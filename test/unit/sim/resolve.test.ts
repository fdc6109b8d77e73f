import { Map } from '~/base/persistentMap'
import { expect, test } from 'vitest'
import { hostId } from '~/sim/ids'
import type { Names } from '~/sim/network'
import { resolve } from '~/sim/network'

const [kafka, ui, outer] = ['kafka', 'ui', 'outer'].map(hostId)
const names: Names = {
  aliases: Map([['kafka', hostId('kafka')]]),
  published: Map([[9092, { host: hostId('kafka'), port: 19092 }]]),
  outer: hostId('outer'),
  loopback: false,
  networks: Map([
    [hostId('kafka'), ['back']],
    [hostId('ui'), ['front']],
    [hostId('job'), ['front', 'back']],
  ]),
}

test.each([
  ['outer', 'localhost', 9092, { host: kafka, port: 19092 }],
  ['outer', 'localhost', 8080, { host: outer, port: 8080 }],
  ['outer', 'kafka', 9092, null],
  ['outer', '192.168.1.10', 9092, { host: kafka, port: 19092 }],
  ['ui', 'kafka', 9092, null],
  ['job', 'kafka', 9092, { host: kafka, port: 9092 }],
  ['ui', 'localhost', 9092, { host: ui, port: 9092 }],
  ['ui', 'host.docker.internal', 9092, { host: kafka, port: 19092 }],
] as const)(
  'CFG-51 from %s, %s:%d leads where Docker leads it',
  (...[from, host, port, expected]) => {
    expect(resolve(names, hostId(from), { host, port })).toEqual(expected)
  },
)

test('a machine in the network of the hosts knows their names', () => {
  const open = { ...names, open: true }
  expect(resolve(open, hostId('outer'), { host: 'kafka', port: 9092 })).toEqual({
    host: kafka,
    port: 9092,
  })
})
