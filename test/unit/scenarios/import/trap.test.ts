import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { OUTER_HOST } from '~/engine/build'
import type { Run } from '~/engine/run'
import type { HostId } from '~/sim/ids'
import { hostId, processId } from '~/sim/ids'
import { imported, runFor } from './support'

const TEXT = readFileSync('test/inputs/user-docker-compose.yml', 'utf8')

function list(run: Run, name: string, at: { readonly host: HostId; readonly servers: string }) {
  run.command({
    type: 'Spawn',
    process: processId(name),
    host: at.host,
    spec: {
      kind: 'client',
      program: 'kafka-topics',
      args: ['--bootstrap-server', at.servers, '--list'],
      files: {},
      properties: {},
    },
  })
  const from = run.endIndex()
  run.advance(run.now() + 70_000_000, Number.MAX_SAFE_INTEGER)
  const facts = Array.from(
    { length: run.endIndex() - from },
    (_, index) => run.stepAt(from + index).facts,
  ).flat()
  return {
    exitCode: run.world().processes.get(processId(name))?.exitCode,
    stdout: run
      .printed()
      .flatMap(({ process, stream, text }) =>
        process === processId(name) && stream === 'stdout' ? [text] : [],
      ),
    warnings: facts.flatMap(({ fact, process }) =>
      fact.type === 'Logged' && process === processId(name)
        ? [`${fact.text} ${fact.thrown ?? ''}`]
        : [],
    ),
  }
}

test('CFG-51 a client on the outer machine bootstraps, and then does not know the name', () => {
  const run = runFor(imported({ 'docker-compose.yml': TEXT }), 10)
  const { exitCode, stdout, warnings } = list(run, 'outside', {
    host: OUTER_HOST,
    servers: 'localhost:9092',
  })
  expect(exitCode).toBe(1)
  expect(stdout).toEqual([
    'Error while executing topic command : Timed out waiting for a node assignment. Call: listTopics',
  ])
  expect(new Set(warnings)).toEqual(
    new Set([
      '[AdminClient clientId=adminclient-1] Error connecting to node kafka:9092 (id: 1 rack: null isFenced: false) java.net.UnknownHostException: kafka',
    ]),
  )
  expect(warnings.length).toBeGreaterThan(20)
})

test.each(['localhost:9092', 'kafka:9092'])('docker exec works with %s', (servers) => {
  const run = runFor(imported({ 'docker-compose.yml': TEXT }), 10)
  expect(list(run, 'inside', { host: hostId('kafka'), servers })).toMatchObject({
    exitCode: 0,
    warnings: [],
  })
})

test('a second listener for the machine mends it', () => {
  const mended = TEXT.replace('PLAINTEXT://:9092,', 'PLAINTEXT://:29092,HOST://:9092,')
    .replace('"PLAINTEXT://kafka:9092"', '"PLAINTEXT://kafka:29092,HOST://localhost:9092"')
    .replace('"PLAINTEXT:PLAINTEXT,', '"HOST:PLAINTEXT,PLAINTEXT:PLAINTEXT,')
  const file = imported({ 'docker-compose.yml': mended })
  expect(file.report.warnings).toEqual([])
  const outside = list(runFor(file, 10), 'outside', { host: OUTER_HOST, servers: 'localhost:9092' })
  expect(outside).toMatchObject({ exitCode: 0, warnings: [] })
})
