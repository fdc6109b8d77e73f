import { memo } from 'react'
import { Button, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import { Popover, Select, SelectValue } from 'react-aria-components'
import type { ShownPartitions } from './useShownPartitions'
import { allKey } from './useShownPartitions'
import { useWords } from '../text/useWords'
import '../choices.css'

interface ChooserProps {
  readonly shown: ShownPartitions
}

/** Which partition a lens shows, or all of a topic. */
export const PartitionChooser = memo(function PartitionChooser({ shown }: ChooserProps) {
  const { t } = useWords()
  const { topics } = shown
  if (topics.every(({ partitions }) => partitions.length === 0)) {
    return <span className="partition-chooser" />
  }
  const all = topics.find(({ name }) => allKey(name) === shown.key)
  return (
    <Select
      aria-label={t('log.choose')}
      // Its list comes after the button: until then it has the same width.
      placeholder={all === undefined ? shown.key : t('log.all', { topic: all.name })}
      selectedKey={shown.key}
      onSelectionChange={(key) => {
        if (key !== null) shown.choose(String(key))
      }}
    >
      <Button className="text-button partition-chooser">
        <SelectValue /> <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choice-popover">
        <ListBox className="choice-menu">
          {topics.map(({ name, partitions }) => (
            <ListBoxSection key={name}>
              <Header className="choice-header">{name}</Header>
              {partitions.map((partition) => (
                <ListBoxItem key={partition} id={`${name}-${partition}`} className="choice-item">
                  {`${name}-${partition}`}
                </ListBoxItem>
              ))}
              <ListBoxItem id={allKey(name)} className="choice-item">
                {t('log.all', { topic: name })}
              </ListBoxItem>
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  )
})
