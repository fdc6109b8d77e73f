import * as v from 'valibot'
import type { ClientSpec } from '~/kafka/model'
import type { QuorumVoter } from '~/kafka/quorum/voterSet'
import type { ServerSpec } from '~/kafka/serverSpec'
import type { Fields } from './fields'
import { count, node, strings, texts } from './fields'

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

const protection = v.picklist([
  'preVote',
  'followerRejectsPreVote',
  'fsync',
  'checkQuorum',
  'ownEpochVoters',
  'electionJitter',
  'ownEpochCommit',
  'fetchFencing',
  'epochStartRule',
  'maximalIsr',
  'fetchEpochMatch',
  'epochTruncation',
  'epochInAnswer',
  'epochInFetch',
  'truncateBeforeMark',
  'brokerEpochCheck',
  'fetchBeforeJoin',
  'lastKnownLeaderAlive',
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
  unprotected: v.exactOptional(v.array(protection)),
  refusal: v.exactOptional(v.strictObject({ stdout: strings, stderr: strings, code: count })),
} satisfies Fields<ServerSpec>)

/** What a client is started with. */
export const clientSpec = v.strictObject({
  kind: v.literal('client'),
  program: v.string(),
  args: strings,
  files: texts,
  properties: texts,
  unprotected: v.exactOptional(v.array(v.picklist(['positionValidation', 'leaderBeforeReset']))),
} satisfies Fields<ClientSpec>)
