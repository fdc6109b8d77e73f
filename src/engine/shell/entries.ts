import type { ProcessId } from '~/sim/ids'

/** A line of immediate output. */
export interface ShellLine {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/** What a command of compose waits for, one row of its progress. */
export interface AwaitedContainer {
  readonly container: string
  /** `null` for a service that is not a Kafka server: it is done at once. */
  readonly process: ProcessId | null
  /** While it waits, and when it is done: `Stopping`, `Stopped`. */
  readonly doing: string
  readonly done: string
  /** True when there is nothing to wait for. */
  readonly isDone: boolean
}

/** A server whose log a job prints. */
export interface FollowedLog {
  readonly process: ProcessId
  /** What stands before each line, or ''. */
  readonly prefix: string
  /** Event from which on its lines are shown. */
  readonly since: number
  /** How many of them are left out at first (`--tail`). */
  readonly skipped: number
}

/** What a tab is busy with after a line was typed. Its output and its end follow from the run. */
export type ShellJob =
  /** A tool as a simulated process; it ends when the process does. */
  | {
      readonly type: 'tool'
      readonly process: ProcessId
      readonly program: string
      /** True when lines that are typed go to its standard input. */
      readonly isInteractive: boolean
      readonly isStderrHidden: boolean
    }
  /** Compose waits until containers have ended. `title` null: docker, which prints names. */
  | {
      readonly type: 'await'
      readonly title: string | null
      readonly containers: readonly AwaitedContainer[]
    }
  /** Logs that are followed until Ctrl+C. `attached`: Ctrl+C stops the containers (`up`). */
  | {
      readonly type: 'follow'
      readonly logs: readonly FollowedLog[]
      readonly timestamps: boolean
      readonly attached: readonly AwaitedContainer[]
      /** What `up` did before it attached itself. */
      readonly progress: readonly AwaitedContainer[]
    }
  /** A server in the foreground. */
  | { readonly type: 'server'; readonly process: ProcessId }
  | { readonly type: 'sleep'; readonly untilMicros: number }

/** A turn in the lives of containers that no process shows. */
export interface ContainerChange {
  readonly services: readonly string[]
  readonly to: 'running' | 'exited' | 'paused' | 'absent'
}

/** Where commands run: the person's machine, or a shell inside a container. */
export interface ShellPlace {
  readonly host: string
  readonly prompt: string
  /** The container, for messages; null on the person's machine. */
  readonly container: string | null
}

/** Something that a person did in a tab, and what came of it at once. */
export type ShellEntry = ShellEntryBase &
  (
    | {
        readonly type: 'line'
        /** What was typed; `null` for a later command of the same line. */
        readonly text: string | null
        readonly prompt: string
        readonly lines: readonly ShellLine[]
        /** Exit status, when there is no job. */
        readonly status: number
        readonly job: ShellJob | null
        /** Commands that its standard output goes through. */
        readonly filters: readonly (readonly string[])[]
        readonly changes: readonly ContainerChange[]
        /** The file that its standard output goes to, by host and path. */
        readonly output: { readonly key: string; readonly append: boolean } | null
        readonly enters: ShellPlace | null
        readonly leaves: boolean
        readonly clears: boolean
        /** True for the table of commands, whose sentences are words of the page. */
        readonly helps: boolean
        /** Event of the first command it gave the world, and how many; null: none. */
        readonly commands: { readonly first: number; readonly count: number } | null
      }
    /** A line for the standard input of what runs. */
    | { readonly type: 'input'; readonly text: string }
    | {
        readonly type: 'key'
        readonly key: '^C' | '^D'
        /** What stood at the prompt and was given up. */
        readonly unsent: string
      }
  )

interface ShellEntryBase {
  readonly tab: number
  /** It shows where the cursor is at least this. */
  readonly from: number
  /** Simulated time when it was typed, µs. */
  readonly at: number
}

/** A typed line. */
export type LineEntry = Extract<ShellEntry, { type: 'line' }>
