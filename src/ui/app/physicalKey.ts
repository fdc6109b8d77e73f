/** A physical key, and whether Shift belongs to it. */
export interface PhysicalKey {
  readonly code: string
  readonly shift: boolean
}

/** Keys of the number block that bear the sign of another key. */
const SAME_SIGN: Readonly<Record<string, string>> = {
  NumpadAdd: 'Equal',
  NumpadSubtract: 'Minus',
}

/**
 * The key that was meant. Plus stands above Equal on most keyboards and is typed with Shift there,
 * and without on the number block: it is the same key to us.
 */
export function physicalKey({
  code,
  shiftKey,
}: Pick<KeyboardEvent, 'code' | 'shiftKey'>): PhysicalKey {
  const meant = SAME_SIGN[code] ?? code
  return { code: meant, shift: shiftKey && meant !== 'Equal' }
}
