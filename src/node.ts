// How Node is set for a process that is to start at once and run for months. Called before anything else is loaded.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'

/**
 * Keeps what is compiled from here on beside the packages, where nobody else may write, for the next start; where that
 * cannot be written, nothing is kept. And objects begin young wherever they are made: V8 would put those of each query straight
 * among the old, as it has seen at the start that tables are described once and stay, and all they know would stay with them.
 */
export function setNode(): void {
  setFlagsFromString('--no-allocation-site-pretenuring')
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/leopost'))
}
