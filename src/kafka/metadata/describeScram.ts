import { byText, javaHashCode } from '~/base/integers'
import { javaHashOrder } from '~/base/javaOrder'
import type { Request, Response } from '../protocol/rpc'
import type { MetadataImage } from './image'

type Result = Response<'DescribeUserScramCredentials'>['results'][number]

/** The passwords that users have, not what they are. Kafka: ScramImage.describe. */
export function describeScram(
  image: MetadataImage,
  { users }: Request<'DescribeUserScramCredentials'>,
): Response<'DescribeUserScramCredentials'> {
  const all = [...image.scram.values()].toSorted((a, b) => byText(a.mechanism, b.mechanism))
  const asked = users ?? []
  const named = [...new Set(asked.length === 0 ? all.map(({ name }) => name) : asked)]
  const results = javaHashOrder(named, javaHashCode).map((user): Result => {
    const isTwice = asked.indexOf(user) !== asked.lastIndexOf(user)
    const credentials = all
      .filter(({ name }) => name === user)
      .map(({ mechanism, iterations }) => ({ mechanism, iterations }))
    if (isTwice) {
      const errorMessage = `Cannot describe SCRAM credentials for the same user twice in a single request: ${user}`
      return { user, error: 'DUPLICATE_RESOURCE', errorMessage, credentials: [] }
    }
    if (credentials.length > 0) return { user, error: 'NONE', errorMessage: null, credentials }
    const errorMessage = `Attempt to describe a user credential that does not exist: ${user}`
    return { user, error: 'RESOURCE_NOT_FOUND', errorMessage, credentials }
  })
  return { api: 'DescribeUserScramCredentials', error: 'NONE', results }
}
