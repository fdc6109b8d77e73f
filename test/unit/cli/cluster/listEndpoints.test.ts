import { expect, test } from 'vitest'
import { clusterTool } from '~/cli/cluster/cluster'
import { parseArgparse } from '~/cli/parse/argparse'
import type { Io } from '~/cli/script'

/** What `list-endpoints` prints of brokers with these racks. */
function printed(racks: readonly (string | null)[]): readonly string[] {
  const lines: string[] = []
  const { parser } = clusterTool
  if (parser === undefined) throw new Error('no command line')
  const options = parseArgparse(parser, ['list-endpoints', '--bootstrap-server', 'b:9092'])
  const brokers = racks.map((rack, id) => ({ id, host: 'h1', port: 9092, rack, isFenced: false }))
  const ask = () => ({ api: 'DescribeCluster', error: 'NONE', clusterId: 'c', brokers })
  const io = { options, command: 'list-endpoints', ask, out: (line: string) => lines.push(line) }
  clusterTool.main(io as unknown as Io)
  return lines
}

test('X-135 columns are as wide as the longest host and rack, ten without racks', () => {
  expect(printed([null])).toEqual([
    'ID         HOST PORT       RACK       STATE      ENDPOINT_TYPE  ',
    '0          h1 9092       null       unfenced   broker         ',
  ])
  expect(printed([null, 'a'])).toEqual([
    'ID         HOST PORT       RACK STATE      ENDPOINT_TYPE  ',
    '0          h1 9092       null unfenced   broker         ',
    '1          h1 9092       a unfenced   broker         ',
  ])
})
