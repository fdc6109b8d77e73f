import type { KafkaModel } from '~/kafka/model'
import type { Command } from '~/sim/world'
import type { ContainerChange, ShellJob, ShellLine, ShellPlace } from './entries'
import type { Run } from '../run'

/** What a command comes to at once: what it prints, what it gives the world to do, its job. */
export interface Answer {
  readonly lines: readonly ShellLine[]
  readonly status: number
  readonly job: ShellJob | null
  readonly changes: readonly ContainerChange[]
  readonly commands: readonly Command<KafkaModel>[]
  readonly enters: ShellPlace | null
  readonly leaves: boolean
  readonly clears: boolean
  readonly helps: boolean
}

/** What a command sees. */
export interface ShellScope {
  readonly run: Run
  readonly place: ShellPlace
  /** How deep in shells of containers the tab is; 0: on the person's machine. */
  readonly depth: number
}

const NOTHING: Answer = {
  lines: [],
  status: 0,
  job: null,
  changes: [],
  commands: [],
  enters: null,
  leaves: false,
  clears: false,
  helps: false,
}

/** An answer with what differs from doing nothing. */
export function answer(part: Partial<Answer>): Answer {
  return { ...NOTHING, ...part }
}

/** Prints lines on standard output. */
export function prints(lines: readonly string[], status = 0): Answer {
  return answer({ lines: lines.map((text) => ({ stream: 'stdout', text })), status })
}

/** Complains on standard error. */
export function complains(status: number, ...lines: readonly string[]): Answer {
  return answer({ lines: lines.map((text) => ({ stream: 'stderr', text })), status })
}
