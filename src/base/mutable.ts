/** The same fields, writable: what a draft is while one input is handled. */
export type Mutable<T> = { -readonly [Field in keyof T]: T[Field] }
