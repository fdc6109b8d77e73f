import { useRef, useState } from 'react'
import { currentMachines } from '~/store/machines'
import { drawingFile, saveFile } from '../kit/saveFile'
import { useFrame } from '../kit/useFrame'
import { useWords } from '../kit/useWords'
import { Chart } from './Chart'
import { EdgeDetails } from './EdgeDetails'
import { MachineChooser } from './MachineChooser'
import { machineName } from './machineWords'
import { StateTrail } from './StateTrail'
import { TransitionTable } from './TransitionTable'
import { useChartState } from './useChartState'
import { useChosenMachine } from './useChosenMachine'
import { useInSight } from './useInSight'
import './chart.css'

/** The machines that run, drawn from their definitions. EXPERIENCE C6. */
export function Statecharts() {
  useFrame()
  const { t } = useWords()
  const [isText, setText] = useState(false)
  const drawing = useRef<HTMLDivElement>(null)
  const instances = currentMachines()
  const [chosen, choose] = useChosenMachine(instances)
  const { machine, instance } = chosen
  const state = useChartState(chosen)
  const title = machineName(machine.id, t)
  const name = instance === null ? title : `${title}, ${instance.id}`
  const now = state.current ?? t('chart.down')
  useInSight(drawing, `${chosen.key} ${now} ${isText}`)
  return (
    <div className="chart-lens">
      <div className="lens-tools chart-tools">
        <MachineChooser instances={instances} chosen={chosen.key} onChoose={choose} />
        <button className="text-button" onClick={() => setText(!isText)}>
          {t(isText ? 'chart.drawing' : 'chart.text')}
        </button>
        <button
          className="text-button"
          disabled={isText}
          onClick={() => {
            const found = drawing.current?.querySelector<SVGSVGElement>('svg.chart')
            if (found) saveFile(`${machine.id}.svg`, 'image/svg+xml', drawingFile([found]))
          }}
        >
          {t('chart.export')}
        </button>
      </div>
      {instance === null ? null : <StateTrail taken={state.past} />}
      <div className="chart-main">
        <div className="chart-drawing" ref={drawing}>
          {isText ? (
            <TransitionTable machine={machine} name={name} taken={state.past} />
          ) : (
            <Chart machine={machine} label={t('chart.label', { name, state: now })} state={state} />
          )}
        </div>
        <div className="chart-side">
          <p className="chart-now">{t('chart.now', { state: now })}</p>
          {state.edge === null ? (
            <p className="chart-hint">{t('chart.pick')}</p>
          ) : (
            <EdgeDetails machine={machine.id} edge={state.edge} taken={state.edgeTaken} />
          )}
        </div>
      </div>
    </div>
  )
}
