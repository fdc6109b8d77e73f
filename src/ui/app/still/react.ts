/**
 * What the first picture needs of react: elements, and hooks of a component that is drawn once.
 * The build puts it in the place of `react` where it makes the script of the first picture.
 */

/** An element: what is to be drawn, with its properties. */
interface Element {
  readonly type: unknown
  readonly props: Readonly<Record<string, unknown>>
}

/** Makes an element; the build turns JSX into calls of it. */
export function jsx(type: unknown, props: Readonly<Record<string, unknown>>): Element {
  return { type, props }
}

export { jsx as jsxs, jsx as jsxDEV }

/** Several elements without one of their own. */
export const Fragment = Symbol.for('react.fragment')

/** A component that is drawn once has nothing to compare. */
export function memo<T>(component: T): T {
  return component
}

/** The value, made now. */
export function useMemo<T>(make: () => T): T {
  return make()
}

/** The function itself. */
export function useCallback<T>(callback: T): T {
  return callback
}

/** The first state; it stays. */
export function useState<T>(first: T | (() => T)): readonly [T, () => void] {
  return [typeof first === 'function' ? (first as () => T)() : first, () => {}]
}

/** What a store holds now. */
export function useSyncExternalStore<T>(_: unknown, snapshot: () => T): T {
  return snapshot()
}

/** Nobody looks at it. */
export function useDebugValue(): void {}

export default { memo, useMemo, useCallback, useState, useSyncExternalStore, useDebugValue }
