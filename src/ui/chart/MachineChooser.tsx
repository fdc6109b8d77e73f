import { Button, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import { Popover, Select, SelectValue } from 'react-aria-components'
import { MACHINES } from '~/charts/machines'
import type { MachineInstance } from '~/views/machineView'
import { useWords } from '../kit/text/useWords'
import '../kit/choices.css'
import { machineName } from '../kit/text/machineWords'
import { machineKey } from './useChosenMachine'

interface MachineChooserProps {
  readonly instances: readonly MachineInstance[]
  readonly chosen: string
  readonly onChoose: (key: string) => void
}

/** Machine × thing; a machine of which none runs can be looked at all the same. */
export function MachineChooser({ instances, chosen, onChoose }: MachineChooserProps) {
  const { t } = useWords()
  const own = instances.find(({ machine, id }) => machineKey(machine, id) === chosen)
  const plain = MACHINES.find(({ id }) => machineKey(id, null) === chosen)
  return (
    <Select
      aria-label={t('chart.choose')}
      // Its list comes after the button: until then it has the same width.
      placeholder={
        own !== undefined
          ? t('chart.of', { name: machineName(own.machine, t), id: own.id })
          : plain === undefined
            ? ''
            : t('chart.plain', { name: machineName(plain.id, t), none: t('chart.none') })
      }
      selectedKey={chosen}
      onSelectionChange={(key) => {
        if (key !== null) onChoose(String(key))
      }}
    >
      <Button className="text-button">
        <SelectValue /> <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choice-popover">
        <ListBox className="choice-menu">
          {MACHINES.map(({ id }) => {
            const name = machineName(id, t)
            const own = instances.filter(({ machine }) => machine === id)
            return (
              <ListBoxSection key={id}>
                <Header className="choice-header">{name}</Header>
                {own.map((one) => (
                  <ListBoxItem
                    key={one.id}
                    id={machineKey(id, one.id)}
                    className="choice-item"
                    textValue={t('chart.of', { name, id: one.id })}
                  >
                    {t('chart.of', { name, id: one.id })}
                  </ListBoxItem>
                ))}
                {own.length > 0 ? null : (
                  <ListBoxItem id={machineKey(id, null)} className="choice-item">
                    {t('chart.plain', { name, none: t('chart.none') })}
                  </ListBoxItem>
                )}
              </ListBoxSection>
            )
          })}
        </ListBox>
      </Popover>
    </Select>
  )
}
