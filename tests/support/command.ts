// A command as a person runs it: a process of its own with its own environment.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** How a command ended and what it said. */
export type Ran = { code: number | null; out: string; err: string }

/** Runs a command in `folder`, which is also where its data lies unless told otherwise. */
export async function run(folder: string, args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const path = process.env.PATH ?? ''
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { PATH: path, DATA_DIR: `${folder}/data`, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    ran.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    ran.err += text
  })
  ran.code = await new Promise((resolve) => child.once('close', resolve))
  return ran
}
