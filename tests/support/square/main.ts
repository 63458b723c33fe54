// The square as a process of its own: prints its address, ends with its parent.
import { startSquare } from './server.ts'

const square = await startSquare(Number(process.argv[2] ?? 0))
process.send?.(square.url)
process.on('disconnect', () => process.exit(0))
