import { keyOfPartitions } from '~/store/thingKey'

/** The keys of a mark for what a record touched, or for a row of the image. */
export function touchedKeys(touches: readonly string[]): readonly string[] {
  return touches.map((touched) => {
    const [, name] = /^partition\/(.+)$/.exec(touched) ?? []
    return name === undefined ? touched : keyOfPartitions(name)
  })
}
