import type { KafkaService } from './kafkaService'
import { variableRows } from './kafkaService'
import type { JudgedNode } from './node'
import type { ReportRow } from './report'
import type { ServiceFacts } from './serviceRows'
import { kafkaServiceRows, rowOf, unreadVariableRows } from './serviceRows'
import { defaultRows, settingRows } from './settingRows'

/** All rows of a Kafka service: its keys, its variables, and what stood in for what it lacks. */
export function nodeRows(
  service: KafkaService,
  node: JudgedNode,
  told: { readonly runs: boolean; readonly brokers: number; readonly facts: ServiceFacts },
): readonly ReportRow[] {
  const problem = told.runs && node.draft.refusal === null ? node.problem : null
  const written = [
    ...kafkaServiceRows(service, told.facts),
    ...variableRows(service),
    ...unreadVariableRows(service),
    ...settingRows(service.name, node.draft.settings, problem),
  ]
  return [...byLine(written), ...(told.runs ? standIns(service, node, told.brokers) : [])]
}

/** In the order of the lines, whatever file they are of. */
function byLine(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows
    .map((row, index) => ({ row, index }))
    .sort((left, right) => (left.row.line ?? 0) - (right.row.line ?? 0) || left.index - right.index)
    .map(({ row }) => row)
}

function standIns(service: KafkaService, node: JudgedNode, brokers: number): readonly ReportRow[] {
  const { file, line, name } = service
  const spot = { file, line, service: name }
  const set = new Set(node.draft.settings.map(({ property }) => property))
  const byImage = Object.entries(node.draft.imageDefaults)
    .filter(([property]) => !set.has(property))
    .map(([property, value]) =>
      rowOf({
        ...spot,
        key: property,
        value,
        target: property,
        say: ['defaulted', 'imageDefault', { target: property }],
      }),
    )
  const isSet = (property: string) => Object.hasOwn(node.properties, property)
  const byKafka = node.roles.includes('broker') ? defaultRows({ ...spot, isSet, brokers }) : []
  return [...refusals(node, spot), ...clusterIdRow(service, node), ...byImage, ...byKafka]
}

/** What the script or Kafka refuses and no line of the file is to blame for: something is missing. */
export function refusals(
  { draft, problem }: JudgedNode,
  spot: { readonly file: string; readonly line: number; readonly service: string },
): readonly ReportRow[] {
  const script = draft.refusal?.stderr[0]
  if (script !== undefined) {
    const say = ['invalid', 'kafkaSays', { message: script }] as const
    return [rowOf({ ...spot, key: spot.service, value: '', say })]
  }
  if (problem === null || draft.settings.some(({ property }) => property === problem.property)) {
    return []
  }
  const { message, property } = problem
  const say = ['invalid', 'kafkaSays', { message }] as const
  return [rowOf({ ...spot, key: property, value: '', target: property, say })]
}

function clusterIdRow(service: KafkaService, { draft }: JudgedNode): readonly ReportRow[] {
  const isGiven = variableRows(service).some(({ target }) => target === 'cluster.id')
  if (isGiven) return []
  const { file, line, name } = service
  const key = service.kafka.family === 'bitnami' ? 'KAFKA_KRAFT_CLUSTER_ID' : 'CLUSTER_ID'
  const sentence = draft.clusterId === '' ? 'emptyClusterId' : 'imageDefault'
  const say = ['defaulted', sentence, { target: 'cluster.id' }] as const
  const value = draft.clusterId
  return [rowOf({ file, line, service: name, key, value, target: 'cluster.id', say })]
}
