import type { ScriptTool } from './script'

/** What the JVM prints of an exception that a tool's `main` lets out, with its causes; status 1. */
export const tellUncaught: ScriptTool['onError'] = ({ err }, { javaClass, message, causes }) => {
  err(`Exception in thread "main" ${javaClass}${message === '' ? '' : `: ${message}`}`)
  for (const cause of causes) err(`Caused by: ${cause}`)
  return 1
}
