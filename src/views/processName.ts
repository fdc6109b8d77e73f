/** What a person calls a process of the run. */
export type ProcessNames = (process: string) => string

/** A node as its scenario begins it. */
interface Node {
  readonly spec: { readonly nodeId: number; readonly roles: readonly string[] }
}

/** The node of a server's process, `kafka-2`, as text; of a client's, undefined. */
export function nodeOfProcess(process: string | null): string | undefined {
  return /^kafka-(\d+)$/.exec(process ?? '')?.[1]
}

/**
 * Names for the processes of these nodes: `Controller 4` for a node that is no broker, `Broker 2`
 * for any other, a combined one too; clients keep their own.
 */
export function namesOf(nodes: readonly Node[]): ProcessNames {
  const controllers = new Set(
    nodes.filter(({ spec }) => !spec.roles.includes('broker')).map(({ spec }) => spec.nodeId),
  )
  return (process) => {
    const id = nodeOfProcess(process)
    if (id === undefined) return process
    return controllers.has(Number(id)) ? `Controller ${id}` : `Broker ${id}`
  }
}
