import { checkSafety } from '~/kafka/invariants/safety'
import type { Check } from './guard'

/** Kafka's safety properties, all that the model checks; a file of its own, since it comes late. */
export const safetyCheck: Check = (world, before, losses) => checkSafety(world, before, losses)
