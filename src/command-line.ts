// The commands: what is asked for goes to standard output, everything else to the other.
import { parseArgs } from 'node:util'
import { loadEnvFile, readConfig } from './config.ts'
import { createLog } from './log.ts'
import { commands, Refused, usage } from './operation/commands.ts'
import { explain } from './operation/explain.ts'

/** Does what the words after the name ask for; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Refused ? error.message : explain(error, shownConfig())}\n`)
    return 1
  }
}

async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(usage)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  const asked = command && read(command.options, rest)
  if (command === undefined || asked === undefined || asked.positionals.length !== command.arguments) {
    process.stderr.write(usage)
    return 2
  }
  loadEnvFile()
  const level = readLevel()
  const log = createLog(level, { write: (line) => void process.stderr.write(line) })
  return command.run({
    log,
    file: asked.positionals[0] ?? '',
    options: asked.values,
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
  })
}

function read(options: (typeof commands)[number]['options'], args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch {
    // An option nobody knows: the usage text is the answer.
    return undefined
  }
}

/** Commands say what they have to say themselves: the log is for what goes wrong, unless more was asked for. */
function readLevel(): string {
  try {
    const { logLevel } = readConfig()
    return logLevel === 'info' ? 'warn' : logLevel
  } catch {
    // Each command tells the faults of the configuration in its own way.
    return 'warn'
  }
}

function shownConfig(): { databaseUrl?: string | undefined; dataDir?: string } {
  try {
    return readConfig()
  } catch {
    // The fault that is being told is that of the configuration.
    return {}
  }
}
