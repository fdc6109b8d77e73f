import type { EdgeCounts } from './edgeCounts'
import { addEdge, edgeOf } from './edgeCounts'
import type { Session } from './golden/runTranscript'
import { hostOf, link, SECOND } from './hurting'
import { go, play } from './play'

/**
 * The life of a reassignment, of segments and of a replica's fetch state: one run in which people
 * move, cut and delete takes every edge of the three machines.
 */
const AT = '--bootstrap-server localhost:9092,localhost:9093,localhost:9094'
const MOVE = `$ kafka-reassign-partitions.sh ${AT}`
const plan = (name: string, topic: string, replicas: string) => [
  `= ${name}.json`,
  `| {"version":1,"partitions":[{"topic":"${topic}","partition":0,"replicas":[${replicas}]}]}`,
]
const FILL = `$ kafka-producer-perf-test.sh --topic s --num-records 32 --record-size 100000 --throughput -1 --producer-props acks=1 bootstrap.servers=localhost:9092`
const before = (name: string, offset: number) => [
  `= ${name}.json`,
  `| {"version":1,"partitions":[{"topic":"s","partition":0,"offset":${offset}}]}`,
]
const ELECT = `$ kafka-leader-election.sh ${AT} --election-type preferred`
const SAY = `$ kafka-console-producer.sh ${AT} --topic`

function movesAndCuts(): Session {
  const { session } = play(
    [
      '# cluster: controllers 1 brokers 3',
      `$ kafka-topics.sh ${AT} --create --topic m --replica-assignment 1:2`,
      `$ kafka-topics.sh ${AT} --create --topic s --replica-assignment 1:2 --config segment.bytes=1048576 --config file.delete.delay.ms=1000 --config unclean.leader.election.enable=true`,
      ...plan('there', 'm', '2,3'),
      ...plan('back', 'm', '1,2'),
      ...plan('other', 'm', '1,3'),
      ...plan('off', 's', '1,3'),
      ...before('most', 24),
      ...before('all', -1),
    ].join('\n'),
  )
  // It moves there and back; then broker 3 is down: it waits, is moved anew, called off, deleted.
  go(
    session,
    [
      `${MOVE} --reassignment-json-file {file:there.json} --execute`,
      '! wait 5s',
      `${MOVE} --reassignment-json-file {file:back.json} --execute`,
      '! wait 5s',
      '! kill 3',
      `${MOVE} --reassignment-json-file {file:there.json} --execute`,
      `${MOVE} --reassignment-json-file {file:other.json} --execute --additional`,
      `${MOVE} --reassignment-json-file {file:off.json} --execute --additional`,
      `${MOVE} --reassignment-json-file {file:off.json} --cancel`,
      `$ kafka-topics.sh ${AT} --delete --topic m`,
      '! start 3',
      '! wait 5s',
    ].join('\n'),
  )
  // Old segments are deleted; then follower 2 misses all that the leader still has.
  go(
    session,
    [
      FILL,
      '! wait 2s',
      `$ kafka-delete-records.sh ${AT} --offset-json-file {file:most.json}`,
      '! wait 3s',
      '! kill 2',
      '! wait 12s',
      FILL,
      `$ kafka-delete-records.sh ${AT} --offset-json-file {file:all.json}`,
      '! start 2',
      '! wait 8s',
    ].join('\n'),
  )
  // What leader 1 has alone is cut when 2 was elected in its place.
  go(
    session,
    [
      '! kill 2',
      '! wait 12s',
      FILL,
      '! kill 1',
      '! wait 12s',
      '! start 2',
      '! wait 8s',
      `${SAY} s`,
      '| x',
      '! start 1',
      '! wait 8s',
      `$ kafka-topics.sh ${AT} --create --topic e --replica-assignment 1:2:3`,
    ].join('\n'),
  )
  // One hears late of a new epoch: first a follower, then the leader itself.
  for (const late of [3, 1]) {
    go(session, ['! stop 1', '! start 1', '! wait 8s'].join('\n'))
    session.run.command(link(hostOf(4), hostOf(late), { latencyMicros: 3 * SECOND }))
    go(session, [`${ELECT} --topic e --partition 0`, '! wait 6s'].join('\n'))
    session.run.command({ type: 'HealLinks' })
  }
  return session
}

/** Adds how often its edges were taken. */
export function countMovesAndCuts(counts: EdgeCounts): void {
  for (const rows of movesAndCuts().run.notes().transitions.values()) {
    for (const { fact } of rows) addEdge(counts, edgeOf(fact), 1)
  }
}
