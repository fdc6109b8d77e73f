import * as v from 'valibot'
import type { ShellEntry } from '../shell/entries'
import { count, process, strings } from './fields'

const line = v.strictObject({ stream: v.picklist(['stdout', 'stderr']), text: v.string() })

const awaited = v.strictObject({
  container: v.string(),
  process: v.nullable(process),
  doing: v.string(),
  done: v.string(),
  isDone: v.boolean(),
})

const followed = v.strictObject({ process, prefix: v.string(), since: count, skipped: count })

const job = v.variant('type', [
  v.strictObject({
    type: v.literal('tool'),
    process,
    program: v.string(),
    isInteractive: v.boolean(),
    isStderrHidden: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('await'),
    title: v.nullable(v.string()),
    containers: v.array(awaited),
  }),
  v.strictObject({
    type: v.literal('follow'),
    logs: v.array(followed),
    timestamps: v.boolean(),
    attached: v.array(awaited),
    progress: v.array(awaited),
  }),
  v.strictObject({ type: v.literal('server'), process }),
  v.strictObject({ type: v.literal('sleep'), untilMicros: count }),
])

const place = v.strictObject({
  host: v.string(),
  prompt: v.string(),
  container: v.nullable(v.string()),
})

const base = { tab: count, from: count, at: count }

/** Something that was done in a terminal. */
export const entrySchema: v.GenericSchema<unknown, ShellEntry> = v.variant('type', [
  v.strictObject({
    ...base,
    type: v.literal('line'),
    text: v.nullable(v.string()),
    prompt: v.string(),
    lines: v.array(line),
    status: count,
    job: v.nullable(job),
    filters: v.array(strings),
    changes: v.array(
      v.strictObject({
        services: strings,
        to: v.picklist(['running', 'exited', 'paused', 'absent']),
      }),
    ),
    output: v.nullable(v.strictObject({ key: v.string(), append: v.boolean() })),
    enters: v.nullable(place),
    leaves: v.boolean(),
    clears: v.boolean(),
    helps: v.boolean(),
    commands: v.nullable(v.strictObject({ first: count, count })),
  }),
  v.strictObject({ ...base, type: v.literal('input'), text: v.string() }),
  v.strictObject({
    ...base,
    type: v.literal('key'),
    key: v.picklist(['^C', '^D']),
    unsent: v.string(),
  }),
])
