import { cliPrograms } from '~/cli/programs'
import type { ClientPrograms } from './pageProgram'

/** The command line's programs, apart so that the first picture does not wait for them. */
export const commandLine: ClientPrograms = cliPrograms
