import { ERRORS } from '~/kafka/protocol/errors'

/** The names of all errors that an answer may carry, by the alphabet. */
export const ERROR_CODES: readonly string[] = Object.keys(ERRORS)
  .filter((code) => code !== 'NONE')
  .sort()
