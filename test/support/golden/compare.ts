import { splitWords } from '~/cli/parse/options'
import { toolName } from '~/cli/programs'
import type { Step } from './transcript'

/**
 * What named placeholders stand for, both ways: equal names are equal values, others are not. The
 * recorder names an id after its topic, so a topic that is made anew has a second one.
 */
export interface Bindings {
  /** Oldest first. */
  readonly values: Map<string, readonly string[]>
  readonly names: Map<string, string>
  /** Placeholders of topics that were deleted: each may be bound once more. */
  readonly deleted: Set<string>
}

/** No placeholder has been seen yet. */
export function newBindings(): Bindings {
  return { values: new Map(), names: new Map(), deleted: new Set() }
}

/** Notes which topics a step has deleted. Kafka: TopicCommand.TopicService.deleteTopic. */
export function noteDeleted({ values, deleted }: Bindings, step: Step): void {
  if (step.kind !== '$' || step.expected.some((line) => line.startsWith('[exit '))) return
  const words = splitWords(step.text)
  if (toolName(words[0] ?? '') !== 'kafka-topics' || !words.includes('--delete')) return
  const named = words[words.indexOf('--topic') + 1] ?? ''
  const pattern = new RegExp(`^\\{topicId:(?:${named.replaceAll(',', '|')})\\}$`)
  for (const name of values.keys()) if (pattern.test(name)) deleted.add(name)
}

const PATTERNS: Readonly<Record<string, string>> = {
  topicId: '[A-Za-z0-9_-]{22}',
  clusterId: '\\S+',
  memberId: '\\S+',
  id: '\\S+',
  timestamp: '\\d{1,15}',
  time: '\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[,.]\\d{3}Z?|[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}',
  dir: '\\S*?',
  file: '\\S+',
  n: '-?[\\d.,]+',
  any: '.*',
}

const PLACEHOLDER = /\{(topicId|clusterId|memberId|id|timestamp|time|dir|file|n|any)(:[^}]*)?\}/g

/** Compares one line; binds what it names. */
function lineMatches(expected: string, got: string, bindings: Bindings): boolean {
  const names: string[] = []
  let pattern = ''
  let from = 0
  for (const match of expected.matchAll(PLACEHOLDER)) {
    pattern += escape(expected.slice(from, match.index))
    pattern += `(${PATTERNS[match[1] ?? ''] ?? '.*'})`
    names.push(match[0])
    from = match.index + match[0].length
  }
  pattern += escape(expected.slice(from))
  const found = new RegExp(`^${pattern}$`).exec(got)
  if (found === null) return false
  return names.every((name, index) => bind(bindings, name, found[index + 1] ?? ''))
}

function bind(bindings: Bindings, name: string, value: string): boolean {
  if (!name.includes(':') && name !== '{clusterId}') return true
  const known = bindings.values.get(name) ?? []
  const other = bindings.names.get(`${kindOf(name)} ${value}`)
  if (known.includes(value)) return true
  if (other !== undefined) return false
  if (known.length > 0 && !bindings.deleted.delete(name)) return false
  bindings.values.set(name, [...known, value])
  bindings.names.set(`${kindOf(name)} ${value}`, name)
  return true
}

function kindOf(name: string): string {
  return name.slice(1).split(/[:}]/)[0] ?? ''
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function isAnything(line: string | undefined): boolean {
  return line?.replace(/^2>/, '').trim() === '{anything}'
}

/** True when the answer is what was recorded. */
export function answerMatches(
  expected: readonly string[],
  got: readonly string[],
  { bindings, isUnordered }: { readonly bindings: Bindings; readonly isUnordered: boolean },
): boolean {
  return isUnordered
    ? unorderedMatches(expected, got, bindings)
    : orderedMatches(expected, got, bindings)
}

function orderedMatches(
  expected: readonly string[],
  got: readonly string[],
  bindings: Bindings,
): boolean {
  const [first, ...rest] = expected
  if (first === undefined) return got.length === 0
  if (isAnything(first)) {
    return (
      got.some((_, index) => orderedMatches(rest, got.slice(index), bindings)) ||
      orderedMatches(rest, [], bindings)
    )
  }
  const [line, ...others] = got
  return (
    line !== undefined &&
    lineMatches(first, line, bindings) &&
    orderedMatches(rest, others, bindings)
  )
}

function unorderedMatches(
  expected: readonly string[],
  got: readonly string[],
  bindings: Bindings,
): boolean {
  const left = [...got]
  return (
    expected.every((line) => {
      const at = left.findIndex((other) => lineMatches(line, other, bindings))
      if (at >= 0) left.splice(at, 1)
      return at >= 0
    }) && left.length === 0
  )
}
