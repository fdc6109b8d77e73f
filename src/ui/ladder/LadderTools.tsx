import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useStore } from 'zustand'
import { ladder, planLadder, REACHES } from '~/store/ladder'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { TextButton } from '../kit/TextButton'
import { useWords } from '../kit/text/useWords'
import { eventRows, textLines } from './eventRows'
import type { ShownLadder } from './useLadder'

interface LadderToolsProps {
  readonly shown: ShownLadder
  readonly isText: boolean
  readonly onText: () => void
  readonly drawing: (() => string) | null
}

/** How far it reaches, the critical path, lanes that are hidden, as text, export. */
export function LadderTools({ shown, isText, onText, drawing }: LadderToolsProps) {
  const { t } = useWords()
  const { reach, showsPath } = useStore(ladder)
  const next = REACHES[(REACHES.findIndex((one) => one === reach) + 1) % REACHES.length] ?? 12
  return (
    <>
      <button className="text-button" onClick={() => planLadder({ reach: next })}>
        <span className="visually-hidden">{t('ladder.reach')} </span>
        {t('ladder.reach.count', { count: reach })}
      </button>
      <button
        className="text-button ladder-toggle"
        aria-pressed={showsPath}
        onClick={() => planLadder({ showsPath: !showsPath })}
      >
        {t('ladder.path')}
      </button>
      {shown.hidden.length === 0 ? null : <HiddenLanes shown={shown} />}
      <TextButton isText={isText} onToggle={onText} />
      <ExportMenu
        file="ladder"
        drawing={drawing}
        rows={() => eventRows(t, shown)}
        text={() => textLines(t, shown).join('\n')}
      />
    </>
  )
}

function HiddenLanes({ shown: { hidden } }: { readonly shown: ShownLadder }) {
  const { t } = useWords()
  return (
    <MenuTrigger>
      <Button className="text-button">{t('ladder.hidden', { count: hidden.length })}</Button>
      <Popover className="choice-popover">
        <Menu
          className="choice-menu"
          aria-label={t('ladder.hidden', { count: hidden.length })}
          onAction={(key) =>
            planLadder(({ hides }) => ({ hides: hides.filter((process) => process !== key) }))
          }
        >
          {hidden.map(({ process, name }) => (
            <MenuItem key={process} id={process} className="choice-item">
              {t('ladder.show', { name })}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
