/** A person wants to type in a terminal that may not have come yet. */
const typing = { isWished: false }

/** The next terminal that is shown is typed in. */
export function wishToType(): void {
  typing.isWished = true
}

/** Whether it is, told once. */
export function takeTypingWish(): boolean {
  const { isWished } = typing
  typing.isWished = false
  return isWished
}
