// What Meta publishes of its nodes, where it is found beside the project: the names that a call may carry.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Node = { apis: { method: string; endpoint?: string; params: { name: string }[] }[] }

/** What the description of a node has against a call at one of its edges ('' is the node itself). */
export function metaFaults(node: string, method: string, edge: string, fields: readonly string[]): string[] {
  const path = join(import.meta.dirname, '../../../../shared/specs/meta', `${node}.json`)
  if (!existsSync(path)) return []
  const known: Node = JSON.parse(readFileSync(path, 'utf8'))
  const api = known.apis.find((one) => one.method === method && (one.endpoint ?? '').replaceAll('/', '') === edge)
  if (api === undefined) return [`${node} has no ${method} ${edge}`]
  return fields
    .filter((name) => name !== 'fields' && !api.params.some((one) => one.name === name))
    .map((name) => `${node} ${method} ${edge}: ${name} is no field`)
}
