import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * Runs a net in a process of its own, which does a share of the work.
 * @param script a bundled one
 * @param onLine gets each line of its output as it comes
 */
export function runShare(
  script: string,
  words: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [script, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    createInterface({ input: child.stdout }).on('line', onLine).on('close', done)
  })
}
