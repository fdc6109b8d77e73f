import type { Page } from '@playwright/test'

/** What a page's text looks like on its ground. */
export interface Contrasts {
  /** How many pieces of text were measured. */
  readonly count: number
  /** Those that differ too little from their ground. */
  readonly faint: readonly string[]
}

/** Runs in the page: it can be given nothing but what is copied. */
async function measure({ shot, least }: { readonly shot: string; readonly least: number }) {
  const bytes = Uint8Array.from(atob(shot), (unit) => unit.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const scale = image.width / window.innerWidth
  const canvas = new OffscreenCanvas(image.width, image.height)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) throw new Error('the page has a canvas')
  pen.drawImage(image, 0, 0)
  const linear = (byte: number) => {
    const share = byte / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  const luminance = (colour: number) =>
    0.2126 * linear(colour >> 16) +
    0.7152 * linear((colour >> 8) & 255) +
    0.0722 * linear(colour & 255)
  /** How often each colour is in a part of the picture. */
  const coloursOf = (box: DOMRect) => {
    const part = [box.x, box.y, box.width, box.height].map((px) => Math.round(px * scale))
    const [x = 0, y = 0, width = 1, height = 1] = part
    const { data } = pen.getImageData(x, y, Math.max(1, width), Math.max(1, height))
    const counts = new Map<number, number>()
    for (let at = 0; at < data.length; at += 4) {
      const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    return [...counts].sort(([, a], [, b]) => b - a)
  }
  /** The ground is the commonest colour; letters are what differs from it most. */
  const contrastIn = (box: DOMRect) => {
    const [[ground = 0] = [], ...others] = coloursOf(box)
    const low = luminance(ground)
    const ratios = others
      .filter(([, count]) => count > 1)
      .map(([colour]) => {
        const high = luminance(colour)
        return (Math.max(low, high) + 0.05) / (Math.min(low, high) + 0.05)
      })
    return Math.max(1, ...ratios)
  }
  const hasText = (element: Element) =>
    [...element.childNodes].some(
      ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim(),
    )
  const isTiny = ({ width, height }: DOMRect) => width <= 1 || height <= 1
  const isSeen = (element: Element) => {
    if (element.matches('[disabled], [aria-disabled="true"], [aria-disabled="true"] *'))
      return false
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      if (isTiny(box.getBoundingClientRect())) return false
    }
    return true
  }
  const isWhole = ({ left, top, right, bottom }: DOMRect) =>
    left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
  /** Nothing else lies over the middle of it. */
  const isOnTop = (element: Element, { x, y, width, height }: DOMRect) => {
    const top = document.elementFromPoint(x + width / 2, y + height / 2)
    if (top === null) return false
    const isDrawn = element instanceof SVGElement && top instanceof SVGElement
    return isDrawn || top.contains(element) || element.contains(top)
  }
  let count = 0
  const faint: string[] = []
  for (const element of [...document.body.querySelectorAll('*')].filter(hasText).filter(isSeen)) {
    const range = document.createRange()
    range.selectNodeContents(element)
    for (const box of range.getClientRects()) {
      // A blank at the end of a line has a box of its own.
      if (box.width < 8 || box.height < 6 || !isWhole(box) || !isOnTop(element, box)) continue
      count += 1
      const ratio = contrastIn(box)
      if (ratio < least)
        faint.push(`${ratio.toFixed(2)} ${element.textContent.trim().slice(0, 40)}`)
    }
  }
  return { count, faint }
}

/** Compares all text in sight with the ground that it stands on, in a picture of the page. */
export async function contrastsOf(page: Page, least: number): Promise<Contrasts> {
  const shot = (await page.screenshot()).toString('base64')
  return page.evaluate(measure, { shot, least })
}
