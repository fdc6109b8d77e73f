/**
 * `tsx test/nets/link.ts N`: the part of an address that opens the page's first run N events long,
 * looked at from its end.
 */
import { longRun } from '../support/longRun'

console.log(longRun(Number(process.argv[2])))
