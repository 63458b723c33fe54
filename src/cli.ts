// The door of the commands: npm run -s leopost -- <command>.
import { setNode } from './node.ts'

setNode()
const { main } = await import('./command-line.ts')
process.exitCode = await main(process.argv.slice(2))
