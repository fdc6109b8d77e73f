import { toolName, toolOptions } from '~/cli/programs'
import { COMPOSE_COMMANDS, DOCKER_COMMANDS, dockerFlags } from '~/cli/shell/docker'
import { isServer } from '~/kafka/server/server'
import type { Run } from '../run'
import { containersAt } from './containers'
import { listFiles } from './files'
import { placeOf, walkTab } from './walk'

/** What can stand at the caret. */
export interface Completion {
  /** Where the word that is completed begins in the line. */
  readonly from: number
  /** What fits, sorted. */
  readonly candidates: readonly string[]
  /** What is common to all of them, at least what stands there. */
  readonly common: string
}

const BUILTINS: readonly string[] = [
  ...['bash', 'cat', 'clear', 'docker', 'echo', 'exit', 'help', 'history', 'ls', 'sleep'],
]

/**
 * Completes the word before the caret: commands, subcommands, options of each tool's own table,
 * and names that an admin client could know: topics, groups, services, containers.
 */
export function completeLine(run: Run, tab: number, before: string): Completion {
  const state = walkTab(run, tab)
  const start = Math.max(before.lastIndexOf('|'), before.lastIndexOf(';'), before.lastIndexOf('&'))
  const segment = before.slice(start + 1)
  const word = /[^\s]*$/.exec(segment)?.[0] ?? ''
  const words = segment
    .slice(0, segment.length - word.length)
    .split(/\s+/)
    .filter((part) => part !== '')
  const host = placeOf(state).host
  const all =
    state.running === null ? possible(run, { words, word, host, depth: state.places.length }) : []
  const candidates = [...new Set(all)].filter((text) => text.startsWith(word)).sort()
  return { from: before.length - word.length, candidates, common: commonStart(candidates, word) }
}

function commonStart(texts: readonly string[], least: string): string {
  const [first] = texts
  if (first === undefined) return least
  let length = first.length
  for (const text of texts) while (!text.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}

interface Caret {
  readonly words: readonly string[]
  readonly word: string
  readonly host: string
  /** 1 on the person's machine. */
  readonly depth: number
}

function possible(run: Run, caret: Caret): readonly string[] {
  const [first, ...rest] = caret.words
  if (first === undefined) return commandNames(caret)
  if (first === 'docker' || first === 'docker-compose') {
    return afterDocker(run, caret, first === 'docker' ? rest : ['compose', ...rest])
  }
  const name = toolName(first)
  if (name === 'kafka-server-start') return serverFiles(run)
  const options = toolOptions[name]
  return options === undefined ? listFiles(run, caret.host) : afterTool(run, caret, options)
}

/** In the distribution tools end in `.sh`, in the containers' image they do not. */
function commandNames({ word, depth }: Caret): readonly string[] {
  const path = word.slice(0, word.lastIndexOf('/') + 1)
  const suffix = depth === 1 ? '.sh' : ''
  const tools = [...Object.keys(toolOptions), 'kafka-server-start', 'kafka-server-stop']
  return [...(path === '' ? BUILTINS : []), ...tools.map((name) => `${path}${name}${suffix}`)]
}

function afterDocker(run: Run, caret: Caret, words: readonly string[]): readonly string[] {
  const [first, ...rest] = words.filter((word) => word === '-' || !word.startsWith('-'))
  const { word } = caret
  if (first === undefined) return DOCKER_COMMANDS
  const isCompose = first === 'compose'
  const [verb, ...names] = isCompose ? rest : [first, ...rest]
  if (verb === undefined) return COMPOSE_COMMANDS
  if (verb === 'exec' && names.length > 0) {
    const at = caret.words.indexOf(names[0] ?? '')
    const inner = { ...caret, words: caret.words.slice(at + 1), depth: 2 }
    return possible(run, inner)
  }
  if (word.startsWith('-')) return dockerFlags(verb)
  const containers = containersAt(run)
  return containers.map(({ service, name }) => (isCompose ? service : name))
}

function afterTool(
  run: Run,
  { word, words }: Caret,
  options: (typeof toolOptions)[string],
): readonly string[] {
  const previous = words.at(-1) ?? ''
  const option = previous.startsWith('--')
    ? options?.find(({ name }) => `--${name}` === previous)
    : undefined
  if (option !== undefined && option.argument !== null) return valuesOf(run, option.name)
  return word === '' || word.startsWith('-') ? (options ?? []).map(({ name }) => `--${name}`) : []
}

function valuesOf(run: Run, option: string): readonly string[] {
  switch (option) {
    case 'topic':
      return topicNames(run)
    case 'group':
      return groupNames(run)
    case 'bootstrap-server':
      return bootstrapServers(run)
    default:
      return []
  }
}

function liveBrokers(run: Run) {
  return [...run.world().processes.values()].flatMap(({ state, status }) =>
    status === 'running' && isServer(state) && state.broker !== null ? [state.broker] : [],
  )
}

function topicNames(run: Run): readonly string[] {
  return liveBrokers(run).flatMap(({ image }) => [...image.topicIds.keys()])
}

function groupNames(run: Run): readonly string[] {
  return liveBrokers(run).flatMap(({ groups }) =>
    [...groups.shards.values()].flatMap((shard) => [...shard.groups.keys()]),
  )
}

function bootstrapServers(run: Run): readonly string[] {
  const published = run.scenario.published.map(({ outer }) => `localhost:${outer}`)
  return [...run.scenario.bootstrap.split(','), ...published].filter((text) => text !== '')
}

function serverFiles(run: Run): readonly string[] {
  const servers = run.scenario.servers.filter(({ service }) => service === null)
  return servers.length === 1
    ? ['config/server.properties']
    : servers.map(({ spec }) => `config/server-${spec.nodeId}.properties`)
}
