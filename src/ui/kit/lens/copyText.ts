/** Puts a text on the clipboard; browsers that refuse the new way are asked the old way. */
export function copyText(text: string): void {
  navigator.clipboard.writeText(text).catch(() => copyByHand(text))
}

function copyByHand(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  document.body.append(area)
  area.select()
  // The only way on pages that are opened from a disk.
  document.execCommand('copy')
  area.remove()
}
