import type { ComponentProps } from 'react'
import { lazy, Suspense } from 'react'
import type { ContextMenu, MenuButton } from './StageMenus'

const loading = () => import('./StageMenus')
const Later = lazy(() => loading().then((module) => ({ default: module.MenuButton })))
const LaterContext = lazy(() => loading().then((module) => ({ default: module.ContextMenu })))

/**
 * A button with a menu; its widgets are not waited for by the first picture. What stands in its
 * place until they come says so: it is another element, and a focus on it would be lost.
 */
export function LaterMenuButton(props: ComponentProps<typeof MenuButton>) {
  const { className, label } = props
  return (
    <Suspense
      fallback={
        <button className={className} data-stands-in>
          {label}
        </button>
      }
    >
      <Later {...props} />
    </Suspense>
  )
}

/** The menu of a mark, brought when it is first opened. */
export function LaterContextMenu(props: ComponentProps<typeof ContextMenu>) {
  return (
    <Suspense>
      <LaterContext {...props} />
    </Suspense>
  )
}
