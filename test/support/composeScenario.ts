import { nodeId } from '~/kafka/ids'
import type { Scenario } from '~/scenarios/scenario'
import { loopbackScenario } from '~/scenarios/transcriptCluster'

const PROPERTIES: Readonly<Record<string, string>> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  'advertised.listeners': 'PLAINTEXT://kafka:9092',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'controller.listener.names': 'CONTROLLER',
  'controller.quorum.voters': '1@kafka:9093',
  'offsets.topic.replication.factor': '1',
  'log.dirs': '/var/lib/kafka/data',
}

/** One cp-kafka service and a kafka-ui beside it, nothing up yet. */
export const composeScenario: Scenario = {
  ...loopbackScenario({ shape: { type: 'combined', nodes: 1 }, properties: {}, perNode: {} }),
  id: 'lab',
  title: 'One Kafka in compose',
  loopback: false,
  hosts: [{ id: 'kafka', names: ['kafka'], rack: null }],
  published: [
    { outer: 9092, host: 'kafka', port: 9092 },
    { outer: 9093, host: 'kafka', port: 9093 },
  ],
  servers: [
    {
      host: 'kafka',
      service: 'kafka',
      container: 'kafka',
      spec: {
        kind: 'server',
        nodeId: nodeId(1),
        roles: ['broker', 'controller'],
        clusterId: 'MkU3OEVBNTcwNTJENDM2Qk',
        properties: Object.fromEntries(
          Object.entries(PROPERTIES).map(([name, value]) => [
            name,
            { value, source: { file: null, line: null } },
          ]),
        ),
      },
    },
  ],
  foreign: [
    {
      service: 'kafka-ui',
      container: 'kafka-ui',
      image: 'rootpublic/kafka-ui:0.7.2_rootio',
      line: 44,
      dependsOn: ['kafka'],
      ports: [{ outer: 8080, inner: 8080 }],
    },
  ],
  startsDown: true,
  bootstrap: 'kafka:9092',
}
