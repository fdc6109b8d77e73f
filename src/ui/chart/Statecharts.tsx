import { useRef } from 'react'
import { currentMachines, endsOf } from '~/store/machines'
import { keysOfMachine, thingsOfMachine } from '~/store/pointing'
import { ExportMenu } from '../kit/lens/ExportMenu'
import { Lens } from '../kit/lens/Lens'
import { drawingFile } from '../kit/lens/saveFile'
import { TextButton } from '../kit/TextButton'
import { useFrame } from '../kit/useFrame'
import { useIsHovered } from '../kit/hover/useHovered'
import { useTextView } from '../kit/lens/useTextView'
import { useWords } from '../kit/text/useWords'
import { Chart } from './Chart'
import { Deciders } from './Deciders'
import { EdgeDetails } from './EdgeDetails'
import { MachineChooser } from './MachineChooser'
import { machineName } from '../kit/text/machineWords'
import { StateTrail } from './StateTrail'
import { transitionRows } from './transitionRows'
import { TransitionTable } from './TransitionTable'
import { useChartState } from './useChartState'
import { useChosenMachine } from './useChosenMachine'
import { useInSight } from './useInSight'
import './chart.css'

/** The machines that run, drawn from their definitions. EXPERIENCE C6. */
export function Statecharts() {
  useFrame()
  const { t } = useWords()
  const [isText, toggle] = useTextView('charts')
  const drawing = useRef<HTMLDivElement>(null)
  const instances = currentMachines()
  const [chosen, choose] = useChosenMachine(instances)
  const { machine, instance } = chosen
  const state = useChartState(chosen)
  const title = machineName(machine.id, t)
  const name = instance === null ? title : t('chart.of', { name: title, id: instance.id })
  const now = state.current ?? t('chart.down')
  useInSight(drawing, `${chosen.key} ${now} ${isText}`)
  const isHovered = useIsHovered(instance === null ? [] : keysOfMachine(instance))
  const chart = () => [...(drawing.current?.querySelectorAll<SVGSVGElement>('svg.chart') ?? [])]
  const tools = (
    <>
      <MachineChooser instances={instances} chosen={chosen.key} onChoose={choose} />
      <TextButton isText={isText} onToggle={toggle} />
      <ExportMenu
        file={machine.id}
        drawing={isText ? null : () => drawingFile(chart())}
        rows={() => transitionRows(machine, state.past)}
      />
    </>
  )
  const summary = t('chart.label', { name, state: now })
  return (
    <Lens name="charts" title={t('tab.charts')} summary={summary} tools={tools}>
      {instance === null ? null : <StateTrail taken={state.past} ends={endsOf(instance.process)} />}
      <div className="chart-main">
        {/* The table begins at its first column, wherever the drawing was. */}
        <div key={String(isText)} className="chart-drawing" ref={drawing}>
          {isText ? (
            <TransitionTable machine={machine} name={name} taken={state.past} />
          ) : (
            <Chart
              machine={machine}
              label={t('chart.label', { name, state: now })}
              state={state}
              things={() => (instance === null ? [] : thingsOfMachine(instance))}
              isHovered={isHovered}
            />
          )}
        </div>
        <div className="chart-side">
          <p className="chart-now">{t('chart.now', { state: now })}</p>
          {state.edge === null ? (
            <>
              <Deciders index={state.past.at(-1)?.event ?? null} />
              <p className="chart-hint">{t('chart.pick')}</p>
            </>
          ) : (
            <EdgeDetails
              machine={machine.id}
              id={instance?.id ?? null}
              edge={state.edge}
              taken={state.edgeTaken}
            />
          )}
        </div>
      </div>
    </Lens>
  )
}
