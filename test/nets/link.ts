/**
 * `tsx test/nets/link.ts N`: the part of an address that opens the page's first run N events long,
 * looked at from its end. `tsx test/nets/link.ts large`: 60 partitions on 9 brokers, at work.
 */
import { largeRun, longRun } from '../support/longRun'

const [wish = ''] = process.argv.slice(2)
console.log(wish === 'large' ? largeRun() : longRun(Number(wish)))
