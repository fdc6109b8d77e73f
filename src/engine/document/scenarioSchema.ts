import * as v from 'valibot'
import type {
  ForeignService,
  Scenario,
  ClientLoad,
  ScenarioClient,
  ScenarioDeed,
  ScenarioHost,
  ScenarioServer,
  ScenarioTopic,
} from '~/scenarios/scenario'
import { commandSchema } from './commandSchema'
import type { Fields } from './fields'
import { count, strings, texts, whole } from './fields'
import { serverSpec } from './specSchema'

const host = v.strictObject({
  id: v.string(),
  names: strings,
  rack: v.nullable(v.string()),
  networks: v.exactOptional(strings),
} satisfies Fields<ScenarioHost>)

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
  assignments: v.exactOptional(v.array(v.array(count))),
  configs: texts,
} satisfies Fields<ScenarioTopic>)

const load = v.strictObject({
  sizeBytes: count,
  keySkew: count,
} satisfies Fields<ClientLoad>)

const client = v.strictObject({
  id: v.string(),
  kind: v.picklist(['producer', 'consumer']),
  topic: v.string(),
  bootstrap: v.string(),
  ratePerSecond: count,
  groupId: v.nullable(v.string()),
  properties: texts,
  load: v.exactOptional(load),
} satisfies Fields<ScenarioClient>)

const deed = v.strictObject({
  atMs: count,
  command: commandSchema,
} satisfies Fields<ScenarioDeed>)

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
  script: v.exactOptional(v.array(deed)),
} satisfies Fields<Scenario>)
