// What only the operator of an installation can mend: their chat's access.
import type { Logger } from '../../core/context.ts'
import { ChatError } from '../../core/errors.ts'

/** A refusal of all calls of this installation; it says no token. The cause of a ChatError. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError'
  readonly code: number

  constructor(service: string, code: number) {
    super(`${service} refuses the calls of this installation (code ${code})`)
    this.code = code
  }
}

/** Makes what awaits a call and says in the log, in `words`, what only the operator can mend. */
export function createTold(log: Logger, words: string) {
  return async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call
    } catch (error) {
      if (error instanceof ChatError && error.cause instanceof OperatorError)
        log.error({ code: error.cause.code }, words)
      throw error
    }
  }
}
