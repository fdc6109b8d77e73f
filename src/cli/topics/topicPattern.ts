import { javaPattern } from '~/base/javaPattern'
import { ToolError } from '../script'

/**
 * The topics that an option means: the whole name must match, a comma means `or`. X-12.
 * Kafka: TopicFilter.IncludeList. @throws ToolError where the text is no expression.
 */
export function topicPattern(text: string): RegExp {
  const bare = text
    .trim()
    .replaceAll(',', '|')
    .replaceAll(' ', '')
    .replace(/^["']+/, '')
    .replace(/["']+$/, '')
  try {
    return javaPattern(bare)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new ToolError('java.lang.RuntimeException', `${bare} is an invalid regex.`)
  }
}
