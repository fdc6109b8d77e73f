import { saveFile } from './saveFile'
import { withTypefaces } from './typefaces'

/** Dots of a picture for each px of the drawing: sharp on paper and on a projector. */
const SCALE = 2

/** Gives a drawing to the person as an SVG file; `svg` is its text. */
export async function saveSvg(name: string, svg: string): Promise<void> {
  saveFile(name, 'image/svg+xml', await withTypefaces(svg))
}

/** Gives a drawing to the person as a picture. */
export async function savePng(name: string, svg: string): Promise<void> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withTypefaces(svg))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * SCALE
  canvas.height = image.naturalHeight * SCALE
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const link = document.createElement('a')
  link.href = canvas.toDataURL('image/png')
  link.download = name
  link.click()
}
