import type { Problem } from '~/base/result'
import { parseListeners, parseVoters } from '~/kafka/config/effective'
import { csv } from '~/kafka/config/startSettings'
import type { JudgedNode } from './node'
import { placeAt, problem } from './problems'
import type { Setting } from './settingRows'

function settingOfNode({ draft }: JudgedNode, property: string): Setting | undefined {
  return draft.settings.findLast((setting) => setting.property === property)
}

/** Two nodes with one id, or null: a simulated cluster cannot hold them both. */
export function sameIdProblem(nodes: readonly JudgedNode[]): Problem | null {
  for (const [index, node] of nodes.entries()) {
    const twin = nodes.slice(0, index).find(({ id }) => id !== null && id === node.id)
    if (twin === undefined || node.id === null) continue
    const [here, there] = [node, twin].map(
      (row) => settingOfNode(row, 'node.id') ?? settingOfNode(row, 'broker.id') ?? row.draft,
    )
    if (here === undefined || there === undefined) continue
    return problem({
      code: 'sameNodeId',
      place: placeAt(here.file, here.line),
      message: `${twin.draft.name} and ${node.draft.name} both have node.id ${node.id}.`,
      hint: `Give each node its own node.id; ${twin.draft.name} sets it in line ${there.line} of ${there.file}.`,
      values: {
        id: node.id,
        first: twin.draft.name,
        second: node.draft.name,
        line: there.line,
        file: there.file,
      },
    })
  }
  return null
}

/** What a person should know of a node that cannot run in the model. */
export function cannotRun(node: JudgedNode): Problem | null {
  const { draft, secured } = node
  if (secured.length === 0) return null
  const place =
    settingOfNode(node, 'listener.security.protocol.map') ??
    settingOfNode(node, 'listeners') ??
    draft
  return problem({
    code: 'securedListener',
    place: placeAt(place.file, place.line),
    message: `${draft.name} needs TLS or SASL between servers (${secured.join(', ')}), which is not modelled: it does not run.`,
    hint: `Set the protocol of ${secured.join(', ')} to PLAINTEXT to run it here.`,
    values: { node: draft.name, listeners: secured.join(', ') },
  })
}

/** A broker of ZooKeeper mode in an image that still has it: not modelled. */
export function zooKeeperMode(node: JudgedNode): Problem | null {
  const connect = settingOfNode(node, 'zookeeper.connect')
  if (connect === undefined || settingOfNode(node, 'process.roles') !== undefined) return null
  return problem({
    code: 'zooKeeperMode',
    place: placeAt(connect.file, connect.line),
    message: `${node.draft.name} runs in ZooKeeper mode (${connect.key}), which is not modelled: it does not run.`,
    hint: 'Use KRaft: process.roles, node.id, controller.quorum.voters and a controller listener.',
    values: { node: node.draft.name, key: connect.key },
  })
}

/** Nodes that start and fail at once: Kafka, or the image's script, refuses their settings. */
export function failsAtStart({ draft, problem: refused }: JudgedNode): Problem | null {
  const message = draft.refusal?.stderr[0] ?? refused?.message
  if (message === undefined) return null
  const place =
    draft.refusal === null
      ? draft.settings.findLast(({ property }) => property === refused?.property)
      : undefined
  return problem({
    code: 'failsAtStart',
    place: placeAt(place?.file ?? draft.file, place?.line ?? draft.line),
    message: `${draft.name} does not start: ${message}`,
    hint: 'It is started all the same, and ends as it does with Kafka. Mend the line and import again.',
    values: { node: draft.name, message },
  })
}

/** Voters that no file describes: without a majority of them nothing is decided. */
export function missingVoters(nodes: readonly JudgedNode[]): Problem | null {
  for (const node of nodes) {
    const voters = parseVoters(node.properties['controller.quorum.voters'] ?? '')
    const missing = voters.filter(({ id }) => !nodes.some((other) => other.id === id))
    if (missing.length === 0) continue
    const place = settingOfNode(node, 'controller.quorum.voters') ?? node.draft
    const names = missing.map(({ id, host, port }) => `${id}@${host}:${port}`).join(', ')
    const isLost = (voters.length - missing.length) * 2 <= voters.length
    return problem({
      code: isLost ? 'noMajority' : 'missingVoters',
      place: placeAt(place.file, place.line),
      message: `controller.quorum.voters names ${names}, and no file describes them.`,
      hint: isLost
        ? 'Give the files of these nodes too: without a majority of voters no controller is elected.'
        : 'Give the files of these nodes too.',
      values: { voters: names, count: missing.length },
    })
  }
  return null
}

const OF_THIS_MACHINE = /^(localhost|\d{1,3}(\.\d{1,3}){3}|host\.docker\.internal|\[?::1\]?)$/

/**
 * A published listener that sends clients of the person's machine to a name that is not known
 * there, or to a port that is not passed on: the bootstrap answers, nothing after it. CFG-51.
 */
export function unreachableListener(
  node: JudgedNode,
  published: readonly { readonly outer: number; readonly inner: number }[],
): Problem | null {
  const { properties, draft } = node
  const advertised = settingOfNode(node, 'advertised.listeners')
  if (node.problem !== null || advertised === undefined) return null
  const controllers = csv(properties['controller.listener.names'] ?? '')
  const listeners = parseListeners(properties['listeners'] ?? '')
  for (const { name, host, port } of parseListeners(advertised.value)) {
    const listener = listeners.find((row) => row.name === name)
    const outer = published.find(({ inner }) => inner === listener?.port)?.outer
    if (outer === undefined || controllers.includes(name)) continue
    if (OF_THIS_MACHINE.test(host) && port === outer) continue
    return problem({
      code: 'unreachableListener',
      place: placeAt(advertised.file, advertised.line),
      message: `localhost:${outer} answers on your machine, and then sends clients to ${host}:${port}, which your machine does not reach.`,
      hint: `Clients inside the containers work. For your machine add a listener that is advertised as localhost:${outer}.`,
      values: { node: draft.name, outer, host, port, listener: name },
    })
  }
  return null
}
