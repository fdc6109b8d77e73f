/** The longest name of a topic. Kafka: Topic.MAX_NAME_LENGTH. */
const MAX_NAME_LENGTH = 249

const INTERNAL_TOPICS = ['__consumer_offsets', '__transaction_state', '__share_group_state']

/** What is wrong with a topic's name, in Kafka's words, or null. Kafka: Topic.validate. */
export function topicNameProblem(name: string): string | null {
  if (name === '') return 'Topic name is invalid: the empty string is not allowed'
  if (name === '.' || name === '..') return `Topic name is invalid: '${name}' is not allowed`
  if (name.length > MAX_NAME_LENGTH) {
    return `Topic name is invalid: the length of '${name}' is longer than the max allowed length ${MAX_NAME_LENGTH}`
  }
  if (/[^a-zA-Z0-9._-]/.test(name)) {
    return `Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`
  }
  return null
}

/** True for Kafka's own topics. Kafka: Topic.isInternal. */
export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.includes(name)
}

/** True when metric names could mix this topic up with another. Kafka: Topic.hasCollisionChars. */
export function hasCollisionChars(name: string): boolean {
  return name.includes('_') || name.includes('.')
}

/** The name in which colliding topics agree. Kafka: Topic.unifyCollisionChars. */
export function unifyCollisionChars(name: string): string {
  return name.replaceAll('.', '_')
}

/** True when the two names collide in metrics. Kafka: Topic.hasCollision. */
export function hasCollision(a: string, b: string): boolean {
  return unifyCollisionChars(a) === unifyCollisionChars(b)
}
