/** An option of a tool of family A (argparse4j). */
export interface ArgparseOption {
  /** Its long flag without dashes; values are found under it. */
  readonly name: string
  /** Its short flag without the dash. */
  readonly short?: string
  /** What its argument is called; absent: its name in capitals. */
  readonly metavar?: string
  /** What its argument must be; absent: any text. */
  readonly type?: 'Integer' | 'Long' | 'Double'
  /** `flag` takes no argument, `append` may come several times, else the last one wins. */
  readonly action?: 'store' | 'flag' | 'append'
  readonly isRequired?: boolean
  /** One argument or more (`nargs='+'`). */
  readonly isMany?: boolean
  /** What it does, in the simulator's own words. */
  readonly about: string
}

/** Options of which at most one may be given. */
export interface ArgparseGroup {
  /** Exactly one must be given. */
  readonly isRequired: boolean
  readonly options: readonly ArgparseOption[]
}

/** A sub-command with options of its own. */
export interface ArgparseCommand {
  readonly name: string
  readonly about: string
  readonly options: readonly ArgparseOption[]
  readonly groups?: readonly ArgparseGroup[]
}

/** A command line of family A as a table. X-90. Java: net.sourceforge.argparse4j 0.7.0. */
export interface ArgparseParser extends Omit<ArgparseCommand, 'name'> {
  /** How usage and errors call the tool. */
  readonly prog: string
  readonly commands?: readonly ArgparseCommand[]
  /** Stands in the usage instead of the commands' names. */
  readonly commandMetavar?: string
  /** The exit status of `-h`: 1 where the tool uses parseArgsOrFail. */
  readonly helpStatus: 0 | 1
}
