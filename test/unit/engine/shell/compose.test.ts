import { describe, expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { viewTab } from '~/engine/shell/tabView'
import { loopbackScenario } from '~/scenarios/transcriptCluster'
import { composeScenario } from '../../../support/composeScenario'
import type { Typist } from '../../../support/typist'
import { typistOf } from '../../../support/typist'

function up(): Typist {
  const typist = typistOf(composeScenario)
  typist.type('docker compose up -d', 6)
  return typist
}

const statusOf = ({ run }: Typist) => [...run.world().processes.values()].map((row) => row.status)

describe('docker compose', () => {
  test('up starts every service and says so; up again leaves them running', () => {
    const typist = up()
    expect(typist.last()).toEqual([
      '2> [+] Running 2/2',
      '2>  ✔ Container kafka     Started  0.0s',
      '2>  ✔ Container kafka-ui  Started  0.0s',
      '▸ 1',
    ])
    typist.type('docker compose up -d')
    expect(typist.last()[1]).toBe('2>  ✔ Container kafka     Running  0.0s')
  })

  test('ps has a row for each running container, ps -a also for those that ended', () => {
    const typist = up()
    typist.type('docker compose ps')
    expect(typist.last()[0]).toMatch(/^NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS$/)
    expect(typist.last()[1]).toMatch(
      /^kafka +confluentinc\/cp-kafka:8\.1\.0 +"\/etc\/confluent\/dock…" +kafka +5 seconds ago +Up 5 seconds +0\.0\.0\.0:9092-9093->9092-9093\/tcp/,
    )
    typist.type('docker compose kill kafka', 2)
    typist.type('docker compose ps')
    expect(typist.last()).toHaveLength(2)
    typist.type('docker compose ps -a')
    expect(typist.last()[1]).toContain('Exited (137)')
  })

  test('up of one service takes what it depends on with it, and leaves profiles alone', () => {
    const named = typistOf(composeScenario)
    named.type('docker compose up -d kafka-ui')
    expect(named.last().slice(1, 3).join()).toContain('Container kafka ')
    const [server] = composeScenario.servers
    const profiled = typistOf({
      ...composeScenario,
      foreign: [],
      servers: server === undefined ? [] : [{ ...server, profiles: ['extra'] }],
    })
    profiled.type('docker compose up -d')
    expect(profiled.run.world().processes.size).toBe(0)
    profiled.type('docker compose up -d kafka')
    expect(profiled.run.world().processes.size).toBe(1)
  })

  test('an anonymous volume is lost with its container, a bind mount never', () => {
    const list = 'docker exec kafka kafka-topics --bootstrap-server kafka:9092'
    const after = (dataVolume: 'anonymous' | 'bind', down: string) => {
      const [server] = composeScenario.servers
      const typist = typistOf({
        ...composeScenario,
        servers: server === undefined ? [] : [{ ...server, dataVolume }],
      })
      typist.type('docker compose up -d', 6)
      typist.type(`${list} --create --topic kept`, 4)
      typist.type(down, 6)
      typist.type('docker compose up -d', 6)
      typist.type(`${list} --list`, 4)
      return typist.last()[0]
    }
    expect(after('anonymous', 'docker compose down')).toBe('')
    expect(after('anonymous', 'docker compose stop')).toBe('kept')
    expect(after('bind', 'docker compose down -v')).toBe('kept')
  })

  test('stop is a controlled shutdown: it waits, shows progress, and ends with the process', () => {
    const typist = up()
    typist.type('docker compose stop kafka')
    expect(typist.last()).toEqual([])
    expect(viewTab(typist.run, 1).live).toEqual([
      '[+] Stopping 0/1',
      ' ⠿ Container kafka  Stopping  0.0s',
    ])
    expect(statusOf(typist)).toEqual(['running'])
    typist.pass(5)
    expect(typist.last()[0]).toBe('2> [+] Stopping 1/1')
    expect(typist.last()[1]).toMatch(/^2> {2}✔ Container kafka {2}Stopped {2}\d\.\ds$/)
    expect(typist.last()[2]).toBe('▸ 2')
    typist.type('docker compose ps -a')
    expect(typist.last()[1]).toContain('Exited (143)')
  })

  test('a paused container cannot answer SIGTERM: SIGKILL ends it after 10 seconds', () => {
    const typist = up()
    typist.type('docker compose pause kafka', 1)
    typist.type('docker compose stop kafka', 7)
    expect(statusOf(typist)).toEqual(['paused'])
    typist.pass(5)
    expect(statusOf(typist)).toEqual(['killed'])
    expect(typist.last()[1]).toBe('2>  ✔ Container kafka  Stopped  10.0s')
  })

  test('the SIGKILL of a stop does not meet the next incarnation', () => {
    const typist = up()
    typist.type('docker compose stop kafka', 4)
    typist.type('docker compose start kafka', 20)
    expect(statusOf(typist)).toEqual(['running'])
  })

  test('restart starts again when the old process has ended', () => {
    const typist = up()
    typist.type('docker compose restart kafka', 20)
    expect(typist.last()[1]).toMatch(/^2> {2}✔ Container kafka {2}Started {2}\d\.\ds$/)
    const process = [...typist.run.world().processes.values()][0]
    expect(process).toMatchObject({ status: 'running', incarnation: 1 })
  })

  test('down removes; the disk stays without -v and is wiped with it', () => {
    const typist = up()
    const list = 'docker compose exec kafka kafka-topics --bootstrap-server kafka:9092 --list'
    typist.type(`${list.replace('--list', '--create --topic kept')}`, 4)
    typist.type('docker compose down', 6)
    expect(typist.last()[0]).toBe('2> [+] Running 2/2')
    expect(typist.last()[1]).toMatch(/^2> {2}✔ Container kafka {5}Removed {2}\d\.\ds$/)
    typist.type('docker compose ps -a')
    expect(typist.last()).toHaveLength(1)
    typist.type('docker compose up -d', 6)
    typist.type(list, 4)
    expect(typist.last()[0]).toBe('kept')
    typist.type('docker compose down -v', 6)
    typist.type('docker compose up -d', 6)
    typist.type(list, 4)
    expect(typist.last()[0]).toBe('')
  })

  test('kill, pause and unpause act at once', () => {
    const typist = up()
    typist.type('docker compose pause kafka')
    expect(typist.last()[1]).toBe('2>  ✔ Container kafka  Paused  0.0s')
    typist.type('docker compose ps')
    expect(typist.last()[1]).toContain('Up 5 seconds (Paused)')
    typist.type('docker compose unpause kafka')
    expect(statusOf(typist)).toEqual(['running'])
    typist.type('docker compose kill kafka')
    expect(statusOf(typist)).toEqual(['killed'])
    typist.type('docker compose kill kafka; echo $?')
    expect(typist.last()).toEqual(['2> no container to kill', '1'])
  })

  test('refusals carry compose’s texts and exit statuses', () => {
    const typist = typistOf(composeScenario)
    const said = (line: string) => {
      typist.type(`${line}; echo $?`)
      return typist.last()
    }
    expect(said('docker compose stop x')).toEqual(['2> no such service: x', '1'])
    expect(said('docker compose start')).toEqual([
      '2> service "kafka" has no container to start',
      '1',
    ])
    expect(said('docker compose exec kafka ls')).toEqual(['2> service "kafka" is not running', '1'])
    expect(said('docker stop kafka')).toEqual([
      '2> Error response from daemon: No such container: kafka',
      '1',
    ])
    expect(said('docker compose down')).toEqual([
      '2> Warning: No resource found to remove for project "lab".',
      '0',
    ])
  })

  test('without a compose file there is nothing to compose', () => {
    const typist = typistOf(
      loopbackScenario({ shape: { type: 'combined', nodes: 1 }, properties: {}, perNode: {} }),
    )
    typist.type('docker compose ps; echo $?')
    expect(typist.last()).toEqual(['2> no configuration file provided: not found', '14'])
  })

  test('logs print what the server logged since its container was made, and no more after down', () => {
    const typist = up()
    typist.type('docker compose logs kafka')
    expect(typist.last()[0]).toBe('kafka  | ===> User')
    expect(typist.last().at(-1)).toMatch(
      /^kafka {2}\| \[2026-01-01 00:00:0\d,\d{3}\] INFO \[KafkaRaftServer nodeId=1\] Kafka Server started \(kafka\.server\.KafkaRaftServer\)$/,
    )
    typist.type('docker logs --tail 1 kafka')
    expect(typist.last()).toHaveLength(1)
    typist.type('docker compose down', 5)
    typist.type('docker compose logs')
    expect(typist.last()).toEqual([])
  })

  test('logs -f follows until Ctrl+C', () => {
    const typist = up()
    typist.type('docker compose logs -f --tail 1 kafka', 1)
    expect(typist.last()).toHaveLength(1)
    typist.type('ignored while it runs')
    typist.run.command({ type: 'Kill', process: serverProcess(1) })
    typist.interrupt()
    expect(typist.last().at(-1)).toBe('^C')
    typist.type('echo $?')
    expect(typist.last()).toEqual(['130'])
  })

  test('up in the foreground: Ctrl+C stops the containers', () => {
    const typist = typistOf(composeScenario)
    typist.type('docker compose up', 6)
    expect(typist.rows()).toContain('2> Attaching to kafka, kafka-ui')
    typist.interrupt(5)
    expect(typist.rows()).toContain('2> Gracefully Stopping... press Ctrl+C again to force')
    expect(typist.rows().at(-2)).toBe('2>  ✔ Container kafka-ui  Stopped  0.0s')
    expect(statusOf(typist)).toEqual(['exited'])
  })
})

describe('docker exec', () => {
  test('names resolve as in the container, not as on the outer machine', () => {
    const typist = up()
    typist.type('docker exec kafka kafka-topics --bootstrap-server kafka:9092 --list', 5)
    expect(typist.last()[0]).toBe('')
    typist.type('kafka-topics.sh --bootstrap-server kafka:9092 --list', 5)
    expect(typist.last().join('\n')).toContain(
      'ConfigException: No resolvable bootstrap urls given in bootstrap.servers',
    )
    expect(viewTab(typist.run, 1).isRunning).toBe(false)
  })

  test('bash in a container: another prompt until exit', () => {
    const typist = up()
    typist.type('docker exec -it kafka bash')
    typist.type('/usr/bin/kafka-topics --bootstrap-server localhost:9092 --create --topic t', 4)
    expect(typist.last()[0]).toBe('Created topic t.')
    expect(typist.rows().some((row) => /^\[appuser@[0-9a-f]{12} ~\]\$ \/usr/.test(row))).toBe(true)
    typist.end()
    typist.type('echo out')
    expect(typist.rows().slice(-2)).toEqual(['$ echo out', 'out'])
  })

  test('a command that the image does not have', () => {
    const typist = up()
    typist.type('docker exec kafka vim; echo $?')
    expect(typist.last()).toEqual([
      '2> OCI runtime exec failed: exec failed: unable to start container process: exec: "vim": executable file not found in $PATH: unknown',
      '127',
    ])
  })
})

describe('what runs in a container ends with it', () => {
  test('a tool is killed, and a shell gives way to the outer one', () => {
    const typist = up()
    typist.type('docker exec -it kafka bash')
    typist.type('kafka-console-consumer --bootstrap-server localhost:9092 --topic t', 2)
    typist.run.command({ type: 'Kill', process: serverProcess(1) })
    typist.pass(1)
    expect(viewTab(typist.run, 1)).toMatchObject({ isRunning: false, status: 137, prompt: '$ ' })
  })

  test('Ctrl+C leaves a stop that is waited for, and the stop goes on', () => {
    const typist = up()
    typist.type('docker compose stop kafka')
    typist.interrupt(5)
    expect(typist.last().slice(0, 2)).toEqual(['^C', '2> canceled'])
    expect(statusOf(typist)).toEqual(['exited'])
  })
})
