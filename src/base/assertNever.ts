/**
 * Closes a `switch` over a union: a new member becomes a compile error.
 * @throws Error when reached at run time, which is a bug.
 */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`)
}
