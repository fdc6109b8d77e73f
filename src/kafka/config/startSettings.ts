import { javaTrim } from '~/base/javaTrim'
import { effectiveConfig } from './effective'
import type { EffectiveConfig } from './effective'

/** Why a node does not start, as its log says it. */
export interface StartProblem {
  readonly javaClass: string
  readonly message: string
  /** The setting that is to blame. */
  readonly property: string
  /** The exception below it, as `class: message`. */
  readonly cause?: string
}

/** A node's settings while they are checked. */
export interface StartSettings {
  readonly given: Readonly<Record<string, string>>
  readonly config: EffectiveConfig
  readonly nodeId: number
  readonly roles: readonly string[]
  /** Names of the controllers' listeners, as written. */
  readonly controllerNames: readonly string[]
  readonly voterIds: readonly number[]
}

/** A ConfigException. */
export function configException(message: string, property: string): StartProblem {
  return { javaClass: 'org.apache.kafka.common.config.ConfigException', message, property }
}

/** What Scala's `require` throws. */
export function illegal(message: string, property: string): StartProblem {
  return { javaClass: 'java.lang.IllegalArgumentException', message, property }
}

/** A failed `require`, or null when it holds. */
export function unless(holds: boolean, message: string, property: string): StartProblem | null {
  return holds ? null : illegal(`requirement failed: ${message}`, property)
}

/** The settings, read for the checks. */
export function startSettings(given: Readonly<Record<string, string>>): StartSettings {
  const config = effectiveConfig('broker', trimmed(given))
  return {
    given,
    config,
    nodeId: config.int('node.id'),
    roles: config.list('process.roles'),
    controllerNames: csv(config.string('controller.listener.names')),
    voterIds: [
      ...new Set(config.list('controller.quorum.voters').map((item) => Number.parseInt(item, 10))),
    ].sort((left, right) => left - right),
  }
}

function trimmed(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, javaTrim(value)]))
}

/** The members of a text with commas, empty ones left out. Kafka: Csv.parseCsvList. */
export function csv(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
