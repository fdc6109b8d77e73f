import type { ComponentProps } from 'react'
import { lazy, Suspense } from 'react'
import { useWords } from '../../kit/text/useWords'
import { useKeptFocus } from './useKeptFocus'
import type { Arrange } from './Arrange'
import type { ContextMenu, MenuButton } from './StageMenus'

const loading = () => import('./StageMenus')
const Later = lazy(() => loading().then((module) => ({ default: module.MenuButton })))
const LaterRows = lazy(() => import('./Arrange').then((module) => ({ default: module.Arrange })))
const LaterContext = lazy(() => loading().then((module) => ({ default: module.ContextMenu })))

/**
 * A button with a menu; its widgets are not waited for by the first picture. What stands in its
 * place until they come says so: it is another element, whose focus goes to the button itself.
 */
export function LaterMenuButton(props: Omit<ComponentProps<typeof MenuButton>, 'came'>) {
  const { className, label } = props
  const { leaving, coming, press } = useKeptFocus()
  return (
    <Suspense
      fallback={
        <button ref={leaving} className={className} data-stands-in onClick={press}>
          {label}
        </button>
      }
    >
      <Later {...props} came={coming} />
    </Suspense>
  )
}

/** Moves and hides rows and columns; it comes after the first picture, too. */
export function LaterArrange(props: Omit<ComponentProps<typeof Arrange>, 'came'>) {
  const { t } = useWords()
  const { leaving, coming, press } = useKeptFocus()
  return (
    <Suspense
      fallback={
        <button ref={leaving} className="text-button stage-fit" data-stands-in onClick={press}>
          {t('stage.arrange')}
        </button>
      }
    >
      <LaterRows {...props} came={coming} />
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
