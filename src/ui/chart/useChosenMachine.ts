import { useState } from 'react'
import { useStore } from 'zustand'
import { MACHINES } from '~/charts/machines'
import type { Selected } from '~/store/selection'
import { selection } from '~/store/selection'
import type { MachineInstance } from '~/views/machineView'

/** A machine and, where one runs, the thing whose life it is. */
export interface ChosenMachine {
  readonly machine: (typeof MACHINES)[number]
  readonly instance: MachineInstance | null
  readonly key: string
}

/** The chooser's key of a machine's instance, or of the machine alone. */
export function machineKey(machine: string, id: string | null): string {
  return id === null ? machine : `${machine}/${id}`
}

/** The machine that tells most of what is selected. */
function keyOf(selected: Selected | null): string | null {
  switch (selected?.kind) {
    case 'broker':
      return machineKey('brokerLifecycle', `broker ${selected.id}`)
    case 'controller':
      return machineKey('quorumRole', `node ${selected.id}`)
    case 'group':
      return machineKey('classicGroup', `group ${selected.id}`)
    case 'replica':
      return machineKey(
        'replica',
        `${selected.topic}-${selected.partition} on broker ${selected.broker}`,
      )
    case 'client':
      return machineKey('classicMember', selected.process)
    default:
      return null
  }
}

/** Which chart is shown: it follows the selection, and can be chosen. */
export function useChosenMachine(
  instances: readonly MachineInstance[],
): readonly [ChosenMachine, (key: string) => void] {
  const selected = useStore(selection, (state) => state.selected)
  const [seen, setSeen] = useState<Selected | null>(null)
  const [key, setKey] = useState('')
  if (selected !== seen) {
    setSeen(selected)
    setKey(keyOf(selected) ?? key)
  }
  const instance =
    instances.find((one) => machineKey(one.machine, one.id) === key) ??
    (MACHINES.some(({ id }) => id === key) ? null : instances[0]) ??
    null
  const wanted = instance?.machine ?? key
  const machine = MACHINES.find(({ id }) => id === wanted) ?? MACHINES[0]
  const chosen = { machine, instance, key: machineKey(machine.id, instance?.id ?? null) }
  return [chosen, setKey]
}
