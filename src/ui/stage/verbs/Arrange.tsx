import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrangeAsItWas, arrangement, moveBy, turnHidden } from '~/store/arrangement'
import type { ClusterView } from '~/views/clusterView'
import { useWords } from '../../kit/text/useWords'
import { inOrder, rowKey, topicKey } from '../place/arranged'
import './arrange.css'

interface ArrangeProps {
  readonly brokers: ClusterView['brokers']
  readonly topics: ClusterView['topics']
  /** Told when the button is there. */
  readonly came: (button: HTMLElement | null) => void
}

/** Rows and columns of the stage: shown or hidden, one before the other. EXPERIENCE C1. */
export function Arrange({ brokers, topics, came }: ArrangeProps) {
  const { t } = useWords()
  const wishes = useStore(arrangement)
  const rows = inOrder(brokers, rowKey, wishes).map((one): Item => {
    return { key: rowKey(one), name: t('broker.name', { id: one.id }) }
  })
  const own = topics.toSorted((a, b) => Number(a.internal) - Number(b.internal))
  const columns = inOrder(own, topicKey, wishes).map((one): Item => {
    return { key: topicKey(one), name: one.name }
  })
  const count = [...rows, ...columns].filter(({ key }) => wishes.hidden.includes(key)).length
  return (
    <DialogTrigger>
      <Button ref={came} className="text-button stage-fit">
        {count === 0 ? t('stage.arrange') : t('stage.arrange.hidden', { count })}
      </Button>
      <Popover placement="bottom end" className="choice-popover">
        <Dialog className="arrange" aria-label={t('stage.arrange.label')}>
          <Items title={t('stage.rows')} items={rows} hidden={wishes.hidden} isRows />
          {columns.length === 0 ? null : (
            <Items title={t('stage.columns')} items={columns} hidden={wishes.hidden} />
          )}
          <button className="text-button" onClick={arrangeAsItWas}>
            {t('stage.arrange.reset')}
          </button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

interface Item {
  readonly key: string
  readonly name: string
}

interface ItemsProps {
  readonly title: string
  readonly items: readonly Item[]
  readonly hidden: readonly string[]
  readonly isRows?: boolean
}

function Items({ title, items, hidden, isRows = false }: ItemsProps) {
  const { t } = useWords()
  const keys = items.map(({ key }) => key)
  const shown = keys.filter((key) => !hidden.includes(key))
  const moves = isRows ? (['up', 'down'] as const) : (['left', 'right'] as const)
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {items.map(({ key, name }, at) => {
          const isShown = !hidden.includes(key)
          return (
            <li key={key}>
              <label>
                <input
                  type="checkbox"
                  checked={isShown}
                  // A stage without any row shows nothing that could be done.
                  disabled={isRows && isShown && shown.length === 1}
                  onChange={() => turnHidden(key)}
                />
                <span>{name}</span>
              </label>
              {moves.map((move, way) => (
                <button
                  key={move}
                  className="text-button"
                  aria-label={t(`stage.arrange.${move}`, { name })}
                  aria-disabled={at === (way === 0 ? 0 : items.length - 1)}
                  onClick={() => moveBy(keys, key, way === 0 ? -1 : 1)}
                >
                  {SIGNS[move]}
                </button>
              ))}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const SIGNS = { up: '↑', down: '↓', left: '←', right: '→' } as const
