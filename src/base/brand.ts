/**
 * A nominal type: a `T` that cannot be mixed up with another branded `T`.
 * Only the constructor of a brand, and decoders after their checks, may cast to it.
 */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }
