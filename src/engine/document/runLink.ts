import { strFromU8, strToU8, unzlibSync, zlibSync } from 'fflate'
import { BASE64URL, toBase64 } from '~/base/base64'
import type { Problem, Result } from '~/base/result'
import { err } from '~/base/result'
import type { RunDocument } from './runDocument'
import { readRunDocument } from './runDocument'

/** @returns `null` when a letter is none of the alphabet. */
function toBytes(text: string): Uint8Array | null {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = BASE64URL.indexOf(letter)
    if (value < 0) return null
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes.push((bits >> held) & 255)
    }
  }
  return Uint8Array.from(bytes)
}

/** A document as the part of a link after `#run=`: in letters that an address holds as they are. */
export function linkText(document: RunDocument): string {
  return toBase64(zlibSync(strToU8(JSON.stringify(document)), { level: 9, mem: 8 }), BASE64URL)
}

/** Reads what `linkText` wrote. */
export function readLinkText(text: string): Result<RunDocument> {
  const bytes = toBytes(text)
  if (bytes === null) return err(broken('The link holds a letter that no link has.'))
  try {
    return readRunDocument(strFromU8(unzlibSync(bytes)))
  } catch {
    return err(broken('The link is cut short or changed: it cannot be unpacked.'))
  }
}

function broken(message: string): Problem {
  const hint = 'Copy the whole link again, or open the saved file.'
  return { code: 'run.link', place: null, message, hint, values: {} }
}
