import { byText } from '~/base/integers'
import { javaPattern } from '~/base/javaPattern'
import { isInternalTopic } from '../protocol/topicName'
import type { ConsumerWork } from './consumerState'
import { rejoin } from './membership'

/**
 * The topics of an expression, whenever metadata has come; others than before make a member join
 * again. Kafka: ConsumerCoordinator.updatePatternSubscription.
 */
export function matchTopics(work: ConsumerWork): void {
  const { pattern, topics } = work.consumer
  if (pattern === null) return
  const expression = javaPattern(pattern)
  const hidesInternal = work.core.settings.boolean('exclude.internal.topics')
  const found = [...work.core.topics.keys()]
    .filter((name) => expression.test(name) && !(hidesInternal && isInternalTopic(name)))
    .toSorted(byText)
  if (found.join(' ') === topics?.join(' ')) return
  work.consumer = { ...work.consumer, topics: found }
  if (work.consumer.membership === 'STABLE') rejoin(work)
}
