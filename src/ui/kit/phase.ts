/** The parts of a change, each from 0 to 1: what goes, what moves, what comes. EXPERIENCE, Motion: staged. */
export interface Stages {
  readonly remove: number
  readonly move: number
  readonly add: number
}

/** How far each part of a change is at φ. */
export function stagesAt(phase: number): Stages {
  return {
    remove: ease(phase / 0.5),
    move: ease((phase - 0.15) / 0.7),
    add: ease((phase - 0.5) / 0.5),
  }
}

/** Halvings until x is known to a thousandth. */
const HALVINGS = 12

/** cubic-bezier(.2, 0, 0, 1) of EXPERIENCE, Motion: from 0 to 1, and held there. */
function ease(share: number): number {
  if (share <= 0) return 0
  if (share >= 1) return 1
  let [low, high] = [0, 1]
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2
    const rest = 1 - middle
    const x = 3 * rest * rest * middle * 0.2 + middle * middle * middle
    if (x < share) low = middle
    else high = middle
  }
  const at = (low + high) / 2
  return 3 * (1 - at) * at * at + at * at * at
}
