// Files that may be hostile are taken apart in a process of their own: bounded in time and memory, without a right to write
// or to start anything. Whatever happens there, the desk goes on.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { alone } from '../gate.ts'

/** One piece of work: the program that does it, what it reads, and what it may cost. */
export type Apart = {
  program: URL
  argument?: string
  input: Uint8Array
  timeoutMs: number
  mostMemory: number
  mostOutput: number
}

/** The work ended without an answer: it took too long or too much, or the program failed. */
export class ApartError extends Error {
  override readonly name = 'ApartError'
}

/** Runs a program on some bytes and answers what it wrote. One at a time in this process. */
export function runApart(work: Apart): Promise<Uint8Array> {
  return alone(() => run(work))
}

function run({ program, argument = '', input, timeoutMs, mostMemory, mostOutput }: Apart): Promise<Uint8Array> {
  const rights = ['--permission', '--allow-fs-read=*', '--allow-worker', '--allow-addons', '--no-warnings']
  const megabytes = Math.round(mostMemory / 1_000_000)
  const child = spawn(
    process.execPath,
    [...rights, `--max-old-space-size=${megabytes}`, fileURLToPath(program), String(mostMemory), argument],
    // Nothing of our environment is its business.
    { env: {}, stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true },
  )
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    let why = ''
    const end = (reason: string) => {
      why ||= reason
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => end('it took too long'), timeoutMs)
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length
      if (size > mostOutput) end('it said too much')
      else pieces.push(piece)
    })
    child.on('error', (error) => end(error.message))
    // Who was ended does not read on: how it ended says more than that.
    child.stdin.on('error', () => undefined)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (why === '' && code === 0) resolve(Buffer.concat(pieces))
      else reject(new ApartError(why || `it ended with ${signal ?? `code ${code}`}`))
    })
    child.stdin.end(input)
  })
}
