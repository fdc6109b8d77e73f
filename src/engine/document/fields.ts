import * as v from 'valibot'
import { nodeId } from '~/kafka/ids'
import { hostId, messageId, processId } from '~/sim/ids'

/** A whole number of at least 0. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))
/** A whole number of at least 1. */
export const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** A whole number. */
export const whole = v.pipe(v.number(), v.safeInteger())
/** A process's id. */
export const process = v.pipe(v.string(), v.nonEmpty(), v.transform(processId))
/** A host's id. */
export const host = v.pipe(v.string(), v.nonEmpty(), v.transform(hostId))
/** A message's id. */
export const message = v.pipe(count, v.transform(messageId))
/** A node's id. */
export const node = v.pipe(count, v.transform(nodeId))
/** Texts by name. */
export const texts = v.record(v.string(), v.string())
/** Several texts. */
export const strings = v.array(v.string())

/** Every field of a type, the optional ones too: a schema that forgets one does not compile. */
export type Fields<T> = { readonly [K in keyof T]-?: unknown }
