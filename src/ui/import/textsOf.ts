import type { GivenFile } from '~/store/dropped'

/** Files that a person gave, with their text. */
export async function textsOf(files: Iterable<File>): Promise<readonly GivenFile[]> {
  return Promise.all([...files].map(async (file) => ({ name: file.name, text: await file.text() })))
}
