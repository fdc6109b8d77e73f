/** Calls our function with a vector's input and gives what the vector's output must equal. */
export type Adapter = (input: never) => unknown
