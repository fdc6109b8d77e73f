import { parseArgparse } from '~/cli/parse/argparse'
import { parseOptions } from '~/cli/parse/options'
import type { Options } from '~/cli/parse/options'
import { toolName, toolOptions, toolParsers } from '~/cli/programs'
import type { DockerCommand } from '~/cli/shell/docker'
import { parseCompose, parseDocker } from '~/cli/shell/docker'
import { parseLine } from '~/cli/shell/parseLine'
import type { Permission } from '../permissions'
import { shellText, wordsWithin } from './interpret'

/** One of these must be allowed. */
export type Need = readonly [Permission, ...Permission[]]

/**
 * What a typed line does that its author may have switched off, decided on the words that the shell
 * would run: quotes, prefixes and shells within shells hide nothing. A line that cannot be read, a
 * tool that only says how it is used, and what mends need nothing.
 */
export function needsOf(line: string): readonly Need[] {
  const parsed = parseLine(line)
  if (parsed.type !== 'commands') return []
  return parsed.commands.flatMap(({ command }) => needsOfWords(command.words))
}

function needsOfWords(words: readonly string[]): readonly Need[] {
  const within = wordsWithin(words)
  const text = shellText(within)
  if (text !== null) return needsOfText(text)
  const [word = '', ...args] = within
  if (word === 'docker') return dockerNeeds(parseDocker(args))
  if (word === 'docker-compose') return dockerNeeds(parseCompose(args))
  const name = toolName(word)
  if (name === 'kafka-server-stop') return [['stop']]
  return CHANGES[name]?.(askedOf(name, args)) ?? []
}

/** A shell's text runs its first command alone. */
function needsOfText(text: string): readonly Need[] {
  const parsed = parseLine(text)
  const [first] = parsed.type === 'commands' ? parsed.commands : []
  return first === undefined ? [] : needsOfWords(first.command.words)
}

function dockerNeeds(asked: DockerCommand): readonly Need[] {
  if (asked.type === 'exec') return needsOfWords(asked.words)
  if (asked.type !== 'verb') return []
  switch (asked.verb) {
    case 'kill':
      return asked.signal === 'SIGKILL' ? [['crash']] : [['stop']]
    case 'stop':
      return [['stop']]
    case 'down':
      return [['stop'], ...need(asked.withVolumes, 'wipeDisk')]
    case 'restart':
      return [['restart']]
    case 'pause':
      return [['pause']]
    case 'up':
      // Its Ctrl+C stops what it is attached to.
      return [...need(asked.isForced, 'restart'), ...need(!asked.isDetached, 'stop')]
    case 'start':
    case 'unpause':
      return []
  }
}

function need(isNeeded: boolean, verb: Permission): readonly Need[] {
  return isNeeded ? [[verb]] : []
}

/** What a tool has been asked for; null: it only says how it is used, or what it cannot read. */
type Asked = (Options & { readonly command?: string | null }) | null

function askedOf(name: string, args: readonly string[]): Asked {
  const parser = toolParsers[name]
  try {
    if (parser !== undefined) return parseArgparse(parser, args)
    const options = parseOptions(toolOptions[name] ?? [], args)
    return options.has('help') || options.has('version') ? null : options
  } catch {
    // The tool would say the same, and do nothing.
    return null
  }
}

type Rule = (asked: Asked) => readonly Need[]

const TOOLS: readonly Need[] = [['tools']]
const CLIENTS: readonly Need[] = [['clients', 'tools']]

/** For a tool that changes something whenever it runs. */
const always =
  (needs: readonly Need[]): Rule =>
  (asked) =>
    asked === null ? [] : needs

/** For a tool that changes something with one of these options. */
const withOption =
  (needs: readonly Need[], ...names: readonly string[]): Rule =>
  (asked) =>
    names.some((name) => asked?.has(name)) ? needs : []

/** For a tool that changes something by one of these commands. */
const byCommand =
  (...names: readonly string[]): Rule =>
  (asked) =>
    asked === null || asked.has('dry-run') || !names.includes(asked.command ?? '') ? [] : TOOLS

/** What each tool needs for what it was asked; one that is not listed only reads. */
const CHANGES: Readonly<Record<string, Rule>> = {
  'kafka-configs': withOption([['settings', 'tools']], 'alter'),
  'kafka-console-producer': always(CLIENTS),
  'kafka-console-consumer': always(CLIENTS),
  'kafka-producer-perf-test': always(CLIENTS),
  'kafka-leader-election': always(TOOLS),
  'kafka-delete-records': always(TOOLS),
  'kafka-topics': withOption(TOOLS, 'create', 'delete', 'alter'),
  'kafka-consumer-groups': withOption(TOOLS, 'execute', 'delete', 'delete-offsets'),
  'kafka-reassign-partitions': withOption(TOOLS, 'execute', 'cancel'),
  'kafka-features': byCommand('upgrade', 'downgrade', 'disable'),
  'kafka-metadata-quorum': byCommand('add-controller', 'remove-controller'),
  'kafka-cluster': byCommand('unregister'),
  'kafka-storage': byCommand('format'),
}
