// What every program of this folder does with its process: reads all of its input, and ends itself where it takes too much.
import { Worker } from 'node:worker_threads'

/** Ends this process as soon as it takes more memory than its first argument says, whatever it is doing. Libraries are not listened to. */
export function guard(): void {
  for (const name of ['log', 'info', 'warn', 'error'] as const) console[name] = () => undefined
  const watch = `const { workerData } = require('node:worker_threads')
    setInterval(() => process.memoryUsage.rss() > workerData && process.kill(process.pid, 'SIGKILL'), 15)`
  new Worker(watch, { eval: true, workerData: Number(process.argv[2]) }).unref()
}

/** All that comes in. */
export async function readInput(): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of process.stdin) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Answers and ends. */
export function answer(bytes: string | Uint8Array): void {
  process.stdout.write(bytes, () => process.exit(0))
}
