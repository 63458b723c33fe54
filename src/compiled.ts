// A start reads some 700 files of ours and more of the packages: what Node made of them is kept for the next start.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** Keeps what is compiled from here on beside the packages, where nobody else may write. Where that cannot be written, nothing is kept. */
export function keepCompiled(): void {
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/leopost'))
}
