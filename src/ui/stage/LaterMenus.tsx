import type { ComponentProps } from 'react'
import { lazy, Suspense } from 'react'
import { useWords } from '../kit/useWords'
import type { Arrange } from './Arrange'
import type { ContextMenu, MenuButton } from './StageMenus'

const loading = () => import('./StageMenus')
const Later = lazy(() => loading().then((module) => ({ default: module.MenuButton })))
const LaterRows = lazy(() => import('./Arrange').then((module) => ({ default: module.Arrange })))
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

/** Moves and hides rows and columns; it comes after the first picture, too. */
export function LaterArrange(props: ComponentProps<typeof Arrange>) {
  const { t } = useWords()
  return (
    <Suspense
      fallback={
        <button className="text-button stage-fit" data-stands-in>
          {t('stage.arrange')}
        </button>
      }
    >
      <LaterRows {...props} />
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
