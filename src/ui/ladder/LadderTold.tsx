import { useStore } from 'zustand'
import { ladder } from '~/store/ladder'
import { eventAt } from '~/store/eventAt'
import { processName } from '~/store/names'
import type { CriticalPath, PathHop } from '~/views/ladderCauses'
import { duration, seconds } from '../kit/text/format'
import { eventSentence } from '../kit/text/factSentence'
import type { Say } from '../kit/text/useWords'
import { useWords } from '../kit/text/useWords'
import type { ShownLadder } from './useLadder'

function nameOf(process: string | null): string {
  return process === null ? '–' : processName(process)
}

function hopText(t: Say, hop: PathHop): string {
  const { kind, fromProcess, toProcess, name, setting, lasted } = hop
  return t(`ladder.hop.${kind}`, {
    from: nameOf(fromProcess),
    to: nameOf(toProcess),
    name: setting ?? name,
    lasted: duration(lasted),
  })
}

/** A critical path as one sentence: what took how long. */
function pathText(t: Say, { api, latency, hops }: CriticalPath): string {
  const told = hops.filter(({ lasted }) => lasted > 0).map((hop) => hopText(t, hop))
  return t('ladder.path.told', {
    api,
    latency: duration(latency),
    hops: told.join(t('ladder.then')),
  })
}

/** What the chosen event, or the critical path, says; one place that is always there. */
export function LadderTold({ shown }: { readonly shown: ShownLadder }) {
  const { t } = useWords()
  const { showsPath } = useStore(ladder)
  const { chosen, path } = shown
  const told = () => {
    if (path !== null) return pathText(t, path)
    if (showsPath) return t('ladder.path.none')
    if (chosen === null || shown.relations === null) return t('ladder.hint')
    const event = eventAt(chosen)
    return t('ladder.line', {
      index: chosen,
      time: seconds(event.at),
      said: eventSentence(t, event),
    })
  }
  return <p className="ladder-told">{told()}</p>
}
