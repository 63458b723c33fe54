// The log: JSON lines by pino, secrets struck out by name and by shape.
import { pino } from 'pino'

export type Log = ReturnType<typeof createLog>

const names = ['authorization', 'cookie', 'password', 'token', 'secret', 'apiKey', 'key', 'credentials']
const shapes =
  /\b(lp_[A-Za-z0-9_-]{8,}|sk-[A-Za-z0-9_-]{8,}|Bearer\s+\S+|postgres(?:ql)?:\/\/\S+|\d{6,}:[A-Za-z0-9_-]{30,})/g

/** A logger at `level`; `write` takes the lines elsewhere than standard output. */
export function createLog(level: string, write?: { write(line: string): void }) {
  return pino(
    {
      level,
      base: null,
      redact: { paths: names.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
      serializers: { err: (error: unknown) => describe(error) },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((arg: unknown) => (typeof arg === 'string' ? strike(arg) : arg))
          method.apply(this, clean as Parameters<typeof method>)
        },
      },
    },
    write ?? pino.destination({ dest: 1, sync: false }),
  )
}

/** Strikes out what looks like a secret. */
export function strike(text: string): string {
  return text.replaceAll(shapes, '[secret]')
}

function describe(error: unknown): unknown {
  if (!isErrorLike(error)) return strike(String(error))
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return {
    name: error.name,
    message: strike(error.message),
    ...code,
    stack: strike(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  }
}

/** The queue tells its trouble as bare objects that only look like errors. */
function isErrorLike(error: unknown): error is Pick<Error, 'message' | 'stack' | 'cause'> & { name?: string } {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
}
