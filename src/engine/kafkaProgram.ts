import { cliPrograms } from '~/cli/programs'
import { WORKLOADS } from '~/kafka/client/workload'
import { makeProgram } from '~/kafka/program'

/** The kernel's program with every client that can be run: workloads and the command line. */
export const kafkaProgram = makeProgram({ ...WORKLOADS, ...cliPrograms })
