import { strFromU8, strToU8, unzlibSync, zlibSync } from 'fflate'
import type { Problem, Result } from '~/base/result'
import { err } from '~/base/result'
import type { RunDocument } from './runDocument'
import { readRunDocument } from './runDocument'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Letters that a page's address may hold after `#` without being changed on its way. */
function toText(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.subarray(index, index + 3)
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const letters = b === undefined ? 2 : c === undefined ? 3 : 4
    for (let at = 0; at < letters; at += 1) text += BASE64URL[(bits >> (18 - 6 * at)) & 63] ?? ''
  }
  return text
}

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

/** A document as the part of a link after `#run=`. */
export function linkText(document: RunDocument): string {
  return toText(zlibSync(strToU8(JSON.stringify(document)), { level: 9, mem: 8 }))
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
