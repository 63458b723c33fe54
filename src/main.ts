// The door of the process: what was compiled once is kept beside the packages, then everything is started.
import { setNode } from './node.ts'

setNode()
const { main } = await import('./start.ts')
await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
