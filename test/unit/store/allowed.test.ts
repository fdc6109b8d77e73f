import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIBRARY } from '~/scenarios/library'
import { askedChange, changeConfig } from '~/store/alterConfig'
import { allowed, allowedVerbs, LIMITED, limitRun, verbsIn } from '~/store/allowed'
import { forbiddenIn } from '~/store/forbiddenLine'
import {
  allOffers,
  currentFaults,
  inflict,
  inflictOn,
  linkOffersOf,
  offersOf,
} from '~/store/faults'
import { startClient } from '~/store/clients'
import { notices, notify } from '~/store/notice'
import { attempt, changed, currentRun, openScenario } from '~/store/session'
import { documentToShare, limited } from '~/store/share'
import { tryAlternative } from '~/store/trying'

const broker = { kind: 'broker', id: 2, process: 'kafka-2' } as const

function open(id: string): void {
  const scenario = LIBRARY[id]
  if (scenario === undefined) throw new Error(`the library has ${id}`)
  openScenario(scenario, 1)
  attempt(() => currentRun().advance(5_000_000, 100_000), 0)
  changed()
}

beforeEach(() => {
  open('three-nodes')
  notify(null)
})
afterEach(() => allowed.setState({ onPage: null, inRun: null }))

test('everything is allowed until somebody says otherwise; what mends is never switched off', () => {
  expect(allowedVerbs()).toBeNull()
  expect(verbsIn(null)).toBeNull()
  expect(verbsIn('stop, crash explode')).toEqual(['crash', 'stop'])
  const repairs = allOffers().flatMap(({ verb, isRepair }) => (isRepair ? [verb] : []))
  expect(repairs.filter((verb) => LIMITED.includes(verb))).toEqual([])
})

test('what is not allowed says so, by the stage, the links and the list alike', () => {
  allowed.setState({ onPage: ['crash', 'cut'] })
  const open = (rows: ReturnType<typeof allOffers>) =>
    new Set(
      rows
        .filter(({ isRepair, refusal }) => !isRepair && refusal !== 'isOff')
        .map((row) => row.verb),
    )
  expect(open(offersOf(broker))).toEqual(new Set(['crash']))
  expect(open(linkOffersOf(broker))).toEqual(new Set(['cut']))
  expect(open(allOffers())).toEqual(new Set(['crash', 'cut']))
  expect(offersOf(broker)).toContainEqual(
    expect.objectContaining({ verb: 'pause', refusal: 'isOff' }),
  )
  // What can be done is not hidden among what cannot.
  const offs = allOffers().map(({ refusal }) => refusal === 'isOff')
  expect(offs.indexOf(true)).toBe(offs.lastIndexOf(false) + 1)
})

test('whoever allows only faults allows no clients, no settings and no other futures of them', async () => {
  const wish = {
    id: 'shop-2',
    kind: 'producer',
    topic: 'orders',
    ratePerSecond: 1,
    groupId: null,
    properties: {},
  } as const
  const before = currentRun().world().processes.size
  allowed.setState({ onPage: ['crash'] })
  expect(startClient(wish)).toBeNull()
  await changeConfig({ kind: 'topic', name: 'orders' }, { name: 'min.insync.replicas', value: '1' })
  expect(currentRun().world().processes.size).toBe(before)
  expect(askedChange.getState().asked).toBeNull()
  expect(notices.getState().notice).toEqual({ type: 'verbOff', verb: 'settings' })
  const alternative = { values: {}, at: 1, commands: [], without: [] }
  const branches = currentRun().branches().length
  await tryAlternative({ ...alternative, label: 'config' })
  expect(currentRun().branches()).toHaveLength(branches)
  allowed.setState({ onPage: ['clients'] })
  expect(startClient(wish)).toBeNull()
  expect(currentRun().world().processes.size).toBe(before + 1)
})

test('an older run, whose author could limit only faults, leaves the rest free', () => {
  limitRun({ formatVersion: 3, verbs: ['crash'] })
  expect(allowedVerbs()).toEqual(['crash', 'clients', 'settings', 'tools'])
  limitRun({ formatVersion: 4, verbs: ['crash'] })
  expect(allowedVerbs()).toEqual(['crash'])
})

test('tools of the terminal only read, unless they are allowed', () => {
  const changes = [
    ['kafka-topics.sh --bootstrap-server a:9092 --create --topic x', 'tools'],
    ['docker exec -it a /opt/kafka/bin/kafka-configs.sh --alter --add-config x=1', 'settings'],
    // What the shell would run counts, however it is written.
    ['"kafka-topics.sh" "--create" --topic x', 'tools'],
    ["kafka-topics.sh --cre''ate --topic x", 'tools'],
    ['kafka-topics.sh --create --topic x; kafka-topics.sh --help', 'tools'],
    ['kafka-topics.sh --create --topic --help', 'tools'],
    ['kafka-topics.sh --create=true --topic x', 'tools'],
    ["bash -c 'kafka-topics.sh --delete --topic x'", 'tools'],
    ["sudo docker exec a sh -c 'kafka-topics --alter --topic x'", 'tools'],
    ['echo a | kafka-console-producer.sh --topic orders', 'clients'],
    ['kafka-console-producer.sh --topic orders', 'clients'],
    ['kafka-console-consumer --topic orders', 'clients'],
    [
      'kafka-producer-perf-test.sh --topic a --num-records 1 --throughput 1 --record-size 1',
      'clients',
    ],
    ['kafka-reassign-partitions.sh --reassignment-json-file a --execute', 'tools'],
    ['kafka-consumer-groups.sh --group a --reset-offsets --to-earliest --execute', 'tools'],
    ['kafka-leader-election.sh --election-type unclean', 'tools'],
    [
      'kafka-metadata-quorum.sh --bootstrap-server a:9092 remove-controller --controller-id 1 --controller-directory-id x',
      'tools',
    ],
  ] as const
  allowed.setState({ onPage: ['crash'] })
  for (const [line, verb] of changes) expect(forbiddenIn(line), line).toBe(verb)
  const reads = [
    'kafka-topics.sh --bootstrap-server a:9092 --describe --topic x',
    'kafka-topics.sh --create --help',
    'kafka-consumer-groups.sh --group a --reset-offsets --to-earliest --dry-run',
    'kafka-metadata-quorum.sh --bootstrap-server a:9092 describe --status',
    'kafka-features.sh --bootstrap-server a:9092 upgrade --metadata 4.0 --dry-run',
    // A tool that cannot read its line does nothing; a word that stands for itself does nothing.
    'kafka-topics.sh --creat --topic x',
    "echo 'kafka-topics.sh --create'",
    "kafka-topics.sh --describe --topic '--create'",
    'kafka-topics.sh --describe --topic --create',
    'kafka-configs.sh --describe --all; docker ps',
    'ls --all',
  ]
  for (const line of reads) expect(forbiddenIn(line), line).toBeNull()
  allowed.setState({ onPage: ['tools'] })
  for (const [line] of changes) expect(forbiddenIn(line), line).toBeNull()
})

test('a key that would do what is switched off does nothing, and says why', () => {
  const [stop] = offersOf(broker).filter(({ verb }) => verb === 'stop')
  if (stop === undefined) throw new Error('a broker can be stopped')
  allowed.setState({ onPage: ['pause'] })
  inflictOn(['crash', 'start'], 'kafka-2')
  inflict(stop)
  expect(currentFaults()).toEqual([])
  expect(notices.getState().notice).toEqual({ type: 'verbOff', verb: 'stop' })
  inflictOn(['pause'], 'kafka-2')
  expect(currentFaults()).toHaveLength(1)
})

test('a run’s own limit goes with it: also from its beginning, not into another scenario', () => {
  limitRun({ formatVersion: 4, verbs: ['crash', 'stop'] })
  allowed.setState({ onPage: ['stop', 'pause'] })
  expect(allowedVerbs()).toEqual(['stop'])
  expect(documentToShare().verbs).toEqual(['stop'])
  open('three-nodes')
  expect(allowedVerbs()).toEqual(['stop'])
  open('blank')
  expect(allowedVerbs()).toEqual(['stop', 'pause'])
  limitRun({ formatVersion: 4 })
  allowed.setState({ onPage: null })
  expect(documentToShare().verbs).toBeUndefined()
  expect(limited(documentToShare(), ['isolate']).verbs).toEqual(['isolate'])
})

test('the terminal does not do to containers what is switched off', () => {
  const lines = [
    ['docker compose kill kafka-2', 'crash'],
    ['docker ps && docker kill -s SIGTERM node-1', 'stop'],
    ["'docker' com\\pose ki''ll kafka-2", 'crash'],
    ['docker-compose --ansi never kill', 'crash'],
    ['docker container kill node-1', 'crash'],
    ["bash -c 'docker kill node-1'", 'crash'],
    ['docker compose up', 'stop'],
    ['docker compose up -d --force-recreate', 'restart'],
    ['docker compose stop', 'stop'],
    ['docker exec node-1 kafka-server-stop.sh', 'stop'],
    ['docker pause node-1', 'pause'],
    ['docker compose restart kafka-1', 'restart'],
  ] as const
  for (const [line] of lines) expect(forbiddenIn(line), line).toBeNull()
  allowed.setState({ onPage: [] })
  for (const [line, verb] of lines) expect(forbiddenIn(line), line).toBe(verb)
  allowed.setState({ onPage: ['stop'] })
  expect(forbiddenIn('docker compose down -v')).toBe('wipeDisk')
  const free = [
    'docker compose start kafka-2',
    'docker unpause node-1',
    'docker ps; echo kill',
    'docker compose up -d',
    "echo 'docker kill node-1'",
  ]
  for (const line of free) expect(forbiddenIn(line), line).toBeNull()
})
