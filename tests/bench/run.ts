// npm run bench: every figure, in a process that is set as Leopost's own.
import { setNode } from '../../src/node.ts'

setNode()
const { runBenches } = await import('./benches.ts')
await runBenches(process.argv)
process.exit(0)
