import { classicGroupTable } from './classicGroup.machine'

/** The machines that groups are in, one for each kind of group that is modelled. */
export const GROUP_MACHINES = [classicGroupTable] as const
