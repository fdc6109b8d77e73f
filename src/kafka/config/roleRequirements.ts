import type { Listener } from './effective'
import { interBroker, listenersOf, protocolMap } from './startListeners'
import { configException, unless } from './startSettings'
import type { StartProblem, StartSettings } from './startSettings'

const NAMES = 'controller.listener.names'
const VOTERS = 'controller.quorum.voters'
const ADVERTISED = 'advertised.listeners'
const NO_ROUTE =
  'advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.'

/** A node's listeners, sorted out for the checks. */
interface Sorted extends StartSettings {
  readonly listeners: readonly Listener[]
  /** Controllers' listeners among `listeners`. */
  readonly controllerListeners: readonly Listener[]
  readonly advertisedControllers: readonly Listener[]
  readonly advertisedBrokers: readonly Listener[]
}

type Check = (node: Sorted) => StartProblem | null

/** What the roles ask of voters and listeners. CFG-12, rows 7 to 16. KafkaConfig.validateValues. */
export function roleRequirement(settings: StartSettings): StartProblem | null {
  const listeners = listenersOf(settings, 'listeners')
  if (!listeners.ok) return listeners.problem
  const isGiven = settings.config.given(ADVERTISED) !== undefined
  const advertised = isGiven ? listenersOf(settings, ADVERTISED) : listeners
  if (!advertised.ok) return advertised.problem
  const isControllers = ({ name }: Listener) => settings.controllerNames.includes(name)
  const own = listeners.value.filter(isControllers)
  const node: Sorted = {
    ...settings,
    listeners: listeners.value,
    controllerListeners: own,
    advertisedControllers: advertisedControllers(settings, {
      own,
      advertised: isGiven ? advertised.value.filter(isControllers) : [],
    }),
    advertisedBrokers: advertised.value.filter((row) => !isControllers(row)),
  }
  for (const check of checksOf(settings.roles)) {
    const problem = check(node)
    if (problem !== null) return problem
  }
  return null
}

function advertisedControllers(
  { controllerNames }: StartSettings,
  {
    own,
    advertised,
  }: { readonly own: readonly Listener[]; readonly advertised: readonly Listener[] },
): readonly Listener[] {
  return controllerNames.flatMap((name) => {
    const isIt = (row: Listener) => row.name === name.toUpperCase()
    const told = advertised.find(isIt)
    if (told !== undefined) return [told]
    const inherited = own.find(isIt)
    if (inherited === undefined) return []
    return [{ ...inherited, host: inherited.host === '0.0.0.0' ? '' : inherited.host }]
  })
}

function checksOf(roles: readonly string[]): readonly Check[] {
  const isBroker = roles.includes('broker')
  const isController = roles.includes('controller')
  const ofRole: readonly Check[] =
    isBroker && isController
      ? [quorumKnown, ownIdIsVoter, controllerListens, controllerNamesListen]
      : isController
        ? [
            quorumKnown,
            onlyControllerListeners,
            interBrokerApart,
            ownIdIsVoter,
            controllerListens,
            controllerNamesListen,
          ]
        : [quorumKnown, ownIdIsNoVoter, controllersNamed, controllersElsewhere, controllersMapped]
  const ofBroker: readonly Check[] = isBroker
    ? [brokerAdvertises, interBrokerAdvertised, advertisedListens]
    : []
  return [...(roles.length === 0 ? [] : ofRole), ...ofBroker, routable]
}

function quorumKnown({ voterIds, config }: Sorted): StartProblem | null {
  if (voterIds.length > 0 || config.list('controller.quorum.bootstrap.servers').length > 0) {
    return null
  }
  return configException(
    'If using process.roles, either controller.quorum.bootstrap.servers must contain the set of bootstrap controllers or controller.quorum.voters must contain a parseable set of controllers.',
    VOTERS,
  )
}

/** A Scala set as it prints itself. */
function scalaSet(ids: readonly number[]): string {
  return `${ids.length > 4 ? 'HashSet' : 'Set'}(${ids.join(', ')})`
}

function ownIdIsVoter({ voterIds, nodeId }: Sorted): StartProblem | null {
  return unless(
    voterIds.length === 0 || voterIds.includes(nodeId),
    `If process.roles contains the 'controller' role, the node id ${nodeId} must be included in the set of voters ${VOTERS}=${scalaSet(voterIds)}`,
    VOTERS,
  )
}

function ownIdIsNoVoter({ voterIds, nodeId }: Sorted): StartProblem | null {
  return unless(
    !voterIds.includes(nodeId),
    `If process.roles contains just the 'broker' role, the node id ${nodeId} must not be included in the set of voters ${VOTERS}=${scalaSet(voterIds)}`,
    VOTERS,
  )
}

function controllersNamed({ controllerNames }: Sorted): StartProblem | null {
  return unless(
    controllerNames.length > 0,
    `${NAMES} must contain at least one value when running KRaft with just the broker role`,
    NAMES,
  )
}

function controllersElsewhere({ controllerListeners }: Sorted): StartProblem | null {
  return unless(
    controllerListeners.length === 0,
    `${NAMES} must not contain a value appearing in the 'listeners' configuration when running KRaft with just the broker role`,
    NAMES,
  )
}

function controllersMapped(node: Sorted): StartProblem | null {
  const map = protocolMap(node)
  if (!map.ok) return map.problem
  const missing = node.controllerNames.find((name) => !map.value.has(name.toUpperCase()))
  if (missing === undefined) return null
  const property = 'listener.security.protocol.map'
  return configException(
    `Controller listener with name ${missing.toUpperCase()} defined in ${NAMES} not found in ${property}  (an explicit security mapping for each controller listener is required if ${property} is non-empty, or if there are security protocols other than PLAINTEXT in use)`,
    property,
  )
}

function onlyControllerListeners({
  advertisedControllers: own,
  listeners,
}: Sorted): StartProblem | null {
  return unless(
    own.length === listeners.length,
    `The listeners config must only contain KRaft controller listeners from ${NAMES} when process.roles=controller`,
    'listeners',
  )
}

function interBrokerApart(node: Sorted): StartProblem | null {
  if (node.config.given('inter.broker.listener.name') === undefined) return null
  const between = interBroker(node)
  if (!between.ok) return between.problem
  return unless(
    !node.controllerNames.includes(between.name),
    `${NAMES} must not contain an explicitly set inter.broker.listener.name configuration value when process.roles=controller'`,
    'inter.broker.listener.name',
  )
}

function controllerListens({ advertisedControllers: own }: Sorted): StartProblem | null {
  return unless(
    own.length > 0,
    `${NAMES} must contain at least one value appearing in the 'listeners' configuration when running the KRaft controller role`,
    NAMES,
  )
}

function controllerNamesListen({ controllerNames, listeners }: Sorted): StartProblem | null {
  const names = listeners.map(({ name }) => name)
  return unless(
    controllerNames.every((name) => names.includes(name)),
    `${NAMES} must only contain values appearing in the 'listeners' configuration when running the KRaft controller role`,
    NAMES,
  )
}

function brokerAdvertises({ advertisedBrokers }: Sorted): StartProblem | null {
  return unless(
    advertisedBrokers.length > 0,
    `There must be at least one broker advertised listener. Perhaps all listeners appear in ${NAMES}?`,
    ADVERTISED,
  )
}

function interBrokerAdvertised(node: Sorted): StartProblem | null {
  const between = interBroker(node)
  if (!between.ok) return between.problem
  const names = node.advertisedBrokers.map(({ name }) => name)
  return unless(
    names.includes(between.name),
    `inter.broker.listener.name must be a listener name defined in ${ADVERTISED}. The valid options based on currently configured listeners are ${names.join(',')}`,
    node.config.given('inter.broker.listener.name') === undefined
      ? ADVERTISED
      : 'inter.broker.listener.name',
  )
}

function advertisedListens({ advertisedBrokers, listeners }: Sorted): StartProblem | null {
  const known = listeners.map(({ name }) => name)
  const found = advertisedBrokers.map(({ name }) => name)
  return unless(
    found.every((name) => known.includes(name)),
    `${ADVERTISED} listener names must be equal to or a subset of the ones defined in listeners. Found ${found.join(',')}. The valid options based on the current configuration are ${known.join(',')}`,
    ADVERTISED,
  )
}

function routable({
  advertisedBrokers,
  advertisedControllers: controllers,
}: Sorted): StartProblem | null {
  const isOpen = [...advertisedBrokers, ...controllers].every(({ host }) => host !== '0.0.0.0')
  return unless(isOpen, NO_ROUTE, ADVERTISED)
}
