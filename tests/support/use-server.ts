// A process of its own that uses a data folder's private server: prints how it got it, lets go of it when its input
// ends.
import { startPrivateServer } from '../../src/db/embedded.ts'

const [dataDir = '', stateDir = ''] = process.argv.slice(2)
const told: string[] = []
const server = await startPrivateServer({
  dataDir,
  stateDir,
  flags: ['fsync=off'],
  log: { info: (line) => told.push(line) },
})
const { ownerUrl, appUrl, started } = server
process.stdout.write(`${JSON.stringify({ ownerUrl, appUrl, started, told })}\n`)
process.stdin.resume().once('end', () => server.stop())
