/** JavaScript's own Map, for files in which `Map` is the persistent one. Iterated as it was filled. */
export const NativeMap = Map
