import { javaSplit } from '~/base/javaSplit'
import { refuseArgument } from './configsArgs'
import { parseProperties } from '../parse/propertiesFile'
import type { Io } from '../script'
import { ToolError } from '../script'

/** A config to set. */
interface Addition {
  readonly name: string
  readonly value: string
}

const FORMAT =
  'requirement failed: Invalid entity config: all configs to be added must be in the format "key=val" or  "key=[val1,val2]" to group values which contain commas.'

/** Only where no bracket is open. */
const OUTSIDE = '(?=[^\\]]*(?:\\[|$))'

/** The configs of `--add-config` or its file. Kafka: ConfigCommand.parseConfigsToBeAdded. @throws UsageError */
export function additions({ options, spec }: Pick<Io, 'options' | 'spec'>): readonly Addition[] {
  const path = options.value('add-config-file')
  const pairs = [...fromFile(path, spec.files), ...fromLine(options.value('add-config'))]
  const bad = pairs.find(([name]) => !/^[a-zA-Z0-9._-]*$/.test(name))
  if (bad !== undefined) throw refuseArgument(`Invalid character found for config key: ${bad[0]}`)
  return [...new Map(pairs)].map(([name, value]) => ({ name, value }))
}

type Pair = readonly [string, string]

function fromFile(
  path: string | undefined,
  files: Readonly<Record<string, string>>,
): readonly Pair[] {
  if (path === undefined) return []
  const text = files[path]
  if (text === undefined) throw new ToolError('java.nio.file.NoSuchFileException', path)
  return Object.entries(parseProperties(text))
}

function fromLine(text: string | undefined): readonly Pair[] {
  if (text === undefined) return []
  return javaSplit(text, new RegExp(`,${OUTSIDE}`)).map((part) => {
    const pair = part.split(new RegExp(`\\s*=\\s*${OUTSIDE}`))
    const [name, value] = pair
    if (pair.length !== 2 || name === undefined || value === undefined) throw refuseArgument(FORMAT)
    return [name.trim(), value.replaceAll(/\[?\]?/g, '').trim()]
  })
}
