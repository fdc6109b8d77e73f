import { expect, test } from 'vitest'
import { serverProcess } from '~/engine/build'
import { nodeId } from '~/kafka/ids'
import type { MetadataImage } from '~/kafka/metadata/image'
import type { QuorumLab } from '../support/quorumLab'
import { leaderOf, part, quorumLab, serverAt } from '../support/quorumLab'

/** Three brokers, a partition that the first of them leads, and its producer; all is well. */
function three(): QuorumLab {
  const lab = quorumLab({
    controllers: 1,
    brokers: 3,
    topic: { assignments: [[1, 2, 3]], configs: { 'min.insync.replicas': '2' } },
    workload: [{ id: 'producer-1', kind: 'producer' }],
  })
  lab.passes(15)
  expect(placed(lab)?.isr).toEqual([1, 2, 3])
  return lab
}

/** What the controller has committed. */
function committed(lab: QuorumLab): MetadataImage | undefined {
  return serverAt(lab, leaderOf(lab))?.controller?.committed
}

function placed(lab: QuorumLab) {
  const topics = [...(committed(lab)?.topics.values() ?? [])]
  return topics.find(({ name }) => name === 'orders')?.partitions.get(0)
}

const isFenced = (lab: QuorumLab, id: number) => committed(lab)?.brokers.get(nodeId(id))?.fenced
const isInSync = (lab: QuorumLab, id: number) => placed(lab)?.isr.includes(nodeId(id)) === true

test('LV-08, LV-09, LV-13 who is dead is fenced, leads nothing and leaves the ISR', () => {
  const lab = three()
  lab.command({ type: 'Kill', process: serverProcess(1) })
  lab.passes(6.9)
  expect(isFenced(lab, 1)).toBe(false)
  const isOut = () =>
    isFenced(lab, 1) === true && !isInSync(lab, 1) && [2, 3].includes(placed(lab)?.leader ?? 0)
  expect(lab.until(isOut, 11 - 6.9)).toBe(true)
})

test('LV-13 who lags and lives leaves the ISR', () => {
  const lab = three()
  part(lab, [[3], [1]])
  lab.passes(29)
  expect(isInSync(lab, 3)).toBe(true)
  expect(lab.until(() => !isInSync(lab, 3), 46 - 29)).toBe(true)
  expect(isFenced(lab, 3)).toBe(false)
})

test('LV-07, LV-11, LV-30 who comes back is let in, in sync, and leads again', () => {
  const lab = three()
  lab.command({ type: 'Kill', process: serverProcess(1) })
  lab.passes(12)
  lab.command({ type: 'Start', process: serverProcess(1) })
  const runs = () => serverAt(lab, 1)?.broker?.lifecycle === 'RUNNING'
  expect(lab.until(() => runs() && isFenced(lab, 1) === false, 17)).toBe(true)
  expect(lab.until(() => isInSync(lab, 1), 1.5)).toBe(true)
  expect(placed(lab)?.leader).not.toBe(1)
  expect(lab.until(() => placed(lab)?.leader === 1, 305)).toBe(true)
})

test('LV-20 who is asked to stop goes when its leaders have moved', () => {
  const lab = three()
  const process = serverProcess(1)
  lab.command({ type: 'Signal', process, signal: 'SIGTERM' })
  const isGone = () => lab.world().processes.get(process)?.status === 'exited'
  expect(lab.until(isGone, 5)).toBe(true)
  expect(placed(lab)?.leader).not.toBe(1)
})
