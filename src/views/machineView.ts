/** A machine that runs at this instant: one thing's life. */
export interface MachineInstance {
  /** The machine's id, as in its `*.machine.ts`. */
  readonly machine: string
  /** The thing's id, as in the fact `Transitioned`: `broker 2`, `group billing`. */
  readonly id: string
  /** Null while its process is down. */
  readonly state: string | null
  readonly process: string
}
