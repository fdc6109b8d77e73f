/**
 * One group of the bench's rows, in a process of its own: `node …/group.js NAME` prints
 * them as JSON. So no group runs with code that another one has warmed or spoilt.
 */
import { eventRows } from './eventRows'
import { historyRows } from './historyRows'
import { importRows } from './importRows'
import type { Row } from './measure'
import { pageRows } from './pageRows'
import { quorumRows } from './quorumRows'

const GROUPS: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  events: eventRows,
  quorum: quorumRows,
  history: historyRows,
  import: importRows,
  page: pageRows,
}

const name = process.argv[2] ?? ''
const rows = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined
if (rows === undefined) throw new Error(`no group ${name}; there are ${Object.keys(GROUPS).join()}`)
process.stdout.write(`${JSON.stringify(await rows())}\n`)
