import type { ScriptTool } from './script'
import { exists, textOf } from './serverFiles'

/** `cat` of files that servers write, on the machine that it runs on. */
export const catTool: ScriptTool = {
  name: 'cat',
  options: [],
  bootstrapOption: 'bootstrap-server',
  main: ({ spec, disk, out, err }) => {
    let code = 0
    for (const path of spec.args) {
      const given = Object.hasOwn(spec.files, path) ? spec.files[path]?.split('\n') : undefined
      const lines = given ?? textOf(disk, path)
      if (lines !== null) for (const line of lines) out(line)
      else if (!exists(disk, path)) {
        err(`cat: ${path}: No such file or directory`)
        code = 1
      }
    }
    return code
  },
  onError: () => 1,
}
