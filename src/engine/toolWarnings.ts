import { logTime } from '~/cli/logTime'
import type { KafkaModel } from '~/kafka/model'
import type { Step } from '~/sim/world'
import type { PrintedLine } from './printedLine'

/**
 * What the tools' logs say of an event at one of the levels that `config/tools-log4j2.yaml` lets
 * through, with the exception below, as it stands on standard error.
 */
export function toolWarnings(
  { facts, event, world }: Step<KafkaModel>,
  wanted: 'WARN' | 'ERROR',
): readonly PrintedLine[] {
  const lines: PrintedLine[] = []
  for (const { fact, process, at } of facts) {
    if (fact.type !== 'Logged' || fact.level !== wanted || process === null) continue
    const spec = world.processes.get(process)?.spec
    if (spec?.kind !== 'client' || spec.program.startsWith('workload-')) continue
    const { level, text, logger, thrown } = fact
    const line = { index: event.index, process, stream: 'stderr' } as const
    lines.push({ ...line, text: `[${logTime(at)}] ${level} ${text} (${logger})` })
    if (thrown !== undefined) lines.push({ ...line, text: thrown })
  }
  return lines
}
