import { javaTrim } from '~/base/javaTrim'

/** The members of a list value. Kafka: ConfigDef.parseType, LIST. */
export function listOf(value: string): readonly string[] {
  return javaTrim(value) === '' ? [] : value.split(',').map(javaTrim)
}
