import { describe, expect, test } from 'vitest'
import { completeLine } from '~/engine/shell/complete'
import { declineLine, submitLine } from '~/engine/shell/terminal'
import { viewTab } from '~/engine/shell/tabView'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { composeScenario } from '../../../support/composeScenario'
import type { Typist } from '../../../support/typist'
import { typistOf } from '../../../support/typist'

const oneNode = loopbackScenario({
  shape: { type: 'combined', nodes: 1 },
  properties: { 'group.initial.rebalance.delay.ms': '0' },
  perNode: {},
})
const BOOTSTRAP = '--bootstrap-server localhost:9092'

function running(): Typist {
  const typist = typistOf(oneNode)
  typist.pass(5)
  typist.type(`bin/kafka-topics.sh ${BOOTSTRAP} --create --topic notes`, 3)
  return typist
}

describe('tools', () => {
  test('a tool runs as a process: its output comes as time passes, then its events are counted', () => {
    const typist = typistOf(oneNode)
    typist.pass(5)
    typist.type(`kafka-topics ${BOOTSTRAP} --create --topic notes`)
    expect(typist.last()).toEqual([])
    typist.pass(3)
    expect(typist.last()).toEqual(['Created topic notes.', '▸ 8'])
  })

  test('a line that is declined is answered by why, with 126; the world is given nothing', () => {
    const typist = typistOf(oneNode)
    typist.pass(5)
    const before = typist.run.endIndex()
    declineLine(typist.run, 1, { text: 'docker kill node-1', why: 'switched off' })
    expect(typist.last()).toEqual(['2> switched off'])
    expect(typist.run.endIndex()).toBe(before)
    typist.type('echo $?')
    expect(typist.last()).toEqual(['126'])
  })

  test('what is typed while a producer runs is its input; Ctrl+D ends it', () => {
    const typist = running()
    typist.type(`kafka-console-producer.sh ${BOOTSTRAP} --topic notes`, 1)
    expect(viewTab(typist.run, 1)).toMatchObject({ prompt: '>', isInput: true })
    typist.type('one', 1)
    typist.type('two', 2)
    typist.end(3)
    expect(typist.rows().slice(-4, -1)).toEqual(['>one', '>two', '>'])
    expect(viewTab(typist.run, 1)).toMatchObject({ prompt: '$ ', isRunning: false, status: 0 })
  })

  test('Ctrl+C ends a consumer with its count and status 130', () => {
    const typist = running()
    typist.type(`echo -e "one\\ntwo" | kafka-console-producer.sh ${BOOTSTRAP} --topic notes`, 4)
    typist.type(`kafka-console-consumer.sh ${BOOTSTRAP} --topic notes --from-beginning`, 6)
    typist.interrupt(3)
    expect(typist.last().slice(0, -1)).toEqual([
      'one',
      'two',
      '^C',
      '2> Processed a total of 2 messages',
    ])
    typist.type('echo $?')
    expect(typist.last()).toEqual(['130'])
  })

  test('output goes through filters and into files, and comes from files', () => {
    const typist = running()
    typist.type(`kafka-topics ${BOOTSTRAP} --describe --topic notes | grep -c Partition:`, 3)
    expect(typist.last()[0]).toBe('1')
    typist.type('printf "a\\nb\\n" > in.txt')
    typist.type(`kafka-console-producer ${BOOTSTRAP} --topic notes < in.txt`, 4)
    typist.type(`kafka-topics ${BOOTSTRAP} --list > out.txt && cat in.txt out.txt`, 3)
    expect(typist.last().slice(-3)).toEqual(['a', 'b', 'notes'])
  })

  test('&& waits for the end and for success', () => {
    const typist = running()
    typist.type(`kafka-topics ${BOOTSTRAP} --create --topic notes && echo made || echo failed`, 3)
    expect(typist.last().at(-1)).toBe('failed')
  })

  test('what runs and reads nothing makes the next line wait', () => {
    const typist = running()
    typist.type('sleep 3')
    expect(submitLine(typist.run, 1, 'echo a')).toEqual({ type: 'busy' })
    typist.pass(4)
    expect(submitLine(typist.run, 1, 'echo a')).toEqual({ type: 'done', queue: [] })
  })

  test('unknown commands answer as bash does', () => {
    const typist = typistOf(oneNode)
    typist.type('foo; echo $?')
    expect(typist.last()).toEqual(['2> bash: foo: command not found', '127'])
    typist.type('./bin/foo.sh')
    expect(typist.last()).toEqual(['2> bash: ./bin/foo.sh: No such file or directory'])
  })
})

describe('kafka-server-start and kafka-server-stop', () => {
  test('stop sends SIGTERM; a second one finds no server', () => {
    const typist = running()
    typist.type('kafka-server-stop.sh', 5)
    typist.type('kafka-server-stop.sh; echo $?')
    expect(typist.last()).toEqual(['No kafka server to stop', '1'])
  })

  test('start runs the server in the foreground with its log; Ctrl+C is a controlled shutdown', () => {
    const typist = running()
    typist.type('kafka-server-stop.sh', 5)
    typist.type('kafka-server-start.sh config/server.properties', 5)
    expect(typist.last()[0]).toMatch(/Registered `kafka:type=kafka\.Log4jController` MBean/)
    expect(typist.last().at(-1)).toMatch(/Kafka Server started/)
    typist.interrupt(5)
    const rows = typist.last()
    expect(rows.some((row) => row.includes('Terminating process due to signal SIGINT'))).toBe(true)
    expect(rows.some((row) => row.includes('Beginning controlled shutdown.'))).toBe(true)
    expect(rows.at(-2)).toMatch(/App info kafka\.server for 1 unregistered/)
  })

  test('a second server on the same directory is refused', () => {
    const typist = running()
    typist.type('kafka-server-start.sh config/server.properties; echo $?')
    expect(typist.last()[1]).toContain('Failed to acquire lock on file .lock in')
    expect(typist.last()[2]).toBe('1')
    typist.type('kafka-server-start.sh')
    expect(typist.last()[0]).toMatch(/^2> USAGE: /)
  })
})

describe('the terminal is a function of the run and the cursor', () => {
  test('an earlier cursor shows less, the later one the same again', () => {
    const typist = running()
    typist.type(`kafka-console-producer ${BOOTSTRAP} --topic notes`, 1)
    const before = typist.run.cursor()
    const earlier = typist.rows()
    typist.type('hello', 2)
    typist.end(3)
    const later = typist.rows()
    const end = typist.run.cursor()
    typist.run.seek(before)
    expect(typist.rows()).toEqual(earlier)
    expect(viewTab(typist.run, 1).isInput).toBe(true)
    typist.run.seek(0)
    expect(typist.rows()).toEqual([])
    typist.run.seek(end)
    expect(typist.rows()).toEqual(later)
  })

  test('typing in the past forks: the new branch keeps what came before, the old one all', () => {
    const typist = running()
    const before = typist.run.cursor()
    typist.type(`kafka-topics ${BOOTSTRAP} --create --topic late`, 3)
    const old = typist.rows()
    typist.run.seek(before)
    typist.type(`kafka-topics ${BOOTSTRAP} --list`, 3)
    expect(typist.last()[0]).toBe('notes')
    expect(typist.rows().some((row) => row.includes('late'))).toBe(false)
    typist.run.switchTo(0)
    typist.run.seek(typist.run.endIndex())
    expect(typist.rows()).toEqual(old)
  })

  test('what only reads does not fork, and stands where it was typed', () => {
    const typist = typistOf(composeScenario)
    typist.type('docker compose up -d', 6)
    const early = typist.run.cursor()
    typist.type('docker compose kill', 1)
    typist.run.seek(early)
    typist.type('docker compose ps -q')
    expect(typist.run.branches()).toHaveLength(1)
    typist.run.seek(typist.run.endIndex())
    const echoes = typist.rows().filter((row) => row.startsWith('$ '))
    expect(echoes).toEqual([
      '$ docker compose up -d',
      '$ docker compose ps -q',
      '$ docker compose kill',
    ])
  })

  test('clear empties the tab; a cursor before it still shows everything', () => {
    const typist = running()
    const rows = typist.rows()
    const before = typist.run.cursor()
    typist.pass(1)
    typist.type('clear')
    expect(typist.rows()).toEqual([])
    typist.run.seek(before)
    expect(typist.rows()).toEqual(rows)
  })
})

describe('completion', () => {
  const complete = (typist: Typist, line: string) => completeLine(typist.run, 1, line)

  test('commands, with a path and without', () => {
    const typist = running()
    expect(complete(typist, 'kafka-console-p')).toMatchObject({
      from: 0,
      candidates: ['kafka-console-producer.sh'],
    })
    expect(complete(typist, 'bin/kafka-to').candidates).toEqual(['bin/kafka-topics.sh'])
    expect(complete(typist, 'kafka-console-').common).toBe('kafka-console-')
  })

  test('options of the tool, then names an admin client could know', () => {
    const typist = running()
    expect(complete(typist, 'kafka-topics.sh --boot').candidates).toEqual(['--bootstrap-server'])
    expect(complete(typist, 'kafka-topics.sh --describe --topic n').candidates).toEqual(['notes'])
    typist.run.seek(0)
    expect(complete(typist, 'kafka-topics.sh --describe --topic n').candidates).toEqual([])
  })

  test('docker: subcommands, services, the command inside exec', () => {
    const typist = typistOf(composeScenario)
    expect(complete(typist, 'docker compose p').candidates).toEqual(['pause', 'ps'])
    expect(complete(typist, 'docker compose stop kafka-').candidates).toEqual(['kafka-ui'])
    expect(complete(typist, 'docker exec -it kafka kafka-to').candidates).toEqual(['kafka-topics'])
  })
})
