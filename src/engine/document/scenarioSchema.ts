import * as v from 'valibot'
import type { ClientSpec } from '~/kafka/model'
import type { QuorumVoter } from '~/kafka/quorum/voterSet'
import type { ServerSpec } from '~/kafka/serverSpec'
import type {
  ForeignService,
  Scenario,
  ScenarioClient,
  ScenarioHost,
  ScenarioServer,
  ScenarioTopic,
} from '~/scenarios/scenario'
import type { Fields } from './fields'
import { count, node, strings, texts, whole } from './fields'

const host = v.strictObject({
  id: v.string(),
  names: strings,
  rack: v.nullable(v.string()),
  networks: v.exactOptional(strings),
} satisfies Fields<ScenarioHost>)

const source = v.strictObject({ file: v.nullable(v.string()), line: v.nullable(count) })

const voter = v.strictObject({
  id: node,
  directoryId: v.nullable(v.string()),
  host: v.string(),
  port: count,
} satisfies Fields<QuorumVoter>)

const format = v.variant('type', [
  v.strictObject({ type: v.literal('standalone') }),
  v.strictObject({ type: v.literal('initialControllers'), voters: v.array(voter) }),
  v.strictObject({ type: v.literal('noInitialControllers') }),
])

/** What a server is started with. */
export const serverSpec = v.strictObject({
  kind: v.literal('server'),
  nodeId: node,
  roles: v.array(v.picklist(['broker', 'controller'])),
  properties: v.record(v.string(), v.strictObject({ value: v.string(), source })),
  clusterId: v.string(),
  format: v.exactOptional(format),
  hostName: v.exactOptional(v.string()),
  refusal: v.exactOptional(v.strictObject({ stdout: strings, stderr: strings, code: count })),
} satisfies Fields<ServerSpec>)

/** What a client is started with. */
export const clientSpec = v.strictObject({
  kind: v.literal('client'),
  program: v.string(),
  args: strings,
  files: texts,
  properties: texts,
} satisfies Fields<ClientSpec>)

const server = v.strictObject({
  host: v.string(),
  service: v.nullable(v.string()),
  container: v.nullable(v.string()),
  image: v.exactOptional(v.nullable(v.string())),
  dependsOn: v.exactOptional(strings),
  profiles: v.exactOptional(strings),
  dataVolume: v.exactOptional(v.picklist(['named', 'bind', 'anonymous'])),
  spec: serverSpec,
} satisfies Fields<ScenarioServer>)

const foreign = v.strictObject({
  service: v.string(),
  container: v.string(),
  image: v.nullable(v.string()),
  line: v.nullable(count),
  dependsOn: strings,
  ports: v.array(v.strictObject({ outer: count, inner: count })),
} satisfies Fields<ForeignService>)

const topic = v.strictObject({
  name: v.string(),
  partitions: whole,
  replicationFactor: whole,
  configs: texts,
} satisfies Fields<ScenarioTopic>)

const client = v.strictObject({
  id: v.string(),
  kind: v.picklist(['producer', 'consumer']),
  topic: v.string(),
  bootstrap: v.string(),
  ratePerSecond: count,
  groupId: v.nullable(v.string()),
  properties: texts,
} satisfies Fields<ScenarioClient>)

/** A scenario of format version 1. */
export const scenarioSchema = v.strictObject({
  formatVersion: v.literal(1),
  id: v.string(),
  title: v.string(),
  hosts: v.array(host),
  published: v.array(v.strictObject({ outer: count, host: v.string(), port: count })),
  servers: v.array(server),
  foreign: v.array(foreign),
  startsDown: v.boolean(),
  loopback: v.boolean(),
  open: v.exactOptional(v.boolean()),
  project: v.exactOptional(v.string()),
  bootstrap: v.string(),
  topics: v.array(topic),
  workload: v.array(client),
} satisfies Fields<Scenario>)
