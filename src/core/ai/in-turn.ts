// Models asked one after the other until one answers: for what comes whole, not as a stream.
import { type Fault, GatewayError } from './gateway.ts'
import { ModelError } from './model.ts'
import { nameOf, type Target } from './routes.ts'

/**
 * The answer of the first model that gives one. Throws what is no fault of a model, the reason of `signal` where it ended, and a
 * GatewayError with every fault where nobody answered; `nobody` begins its sentence.
 */
export async function inTurn<T>(
  targets: readonly Target[],
  { signal, nobody }: { signal: AbortSignal; nobody: string },
  ask: (target: Target) => Promise<T>,
): Promise<T> {
  const faults: Fault[] = []
  let last: unknown
  for (const target of targets) {
    try {
      return await ask(target)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof ModelError)) throw error
      faults.push({ provider: target.provider, kind: error.kind })
      last = error
    }
  }
  throw new GatewayError(`${nobody}: ${targets.map(nameOf).join(', ')}`, { faults, cause: last })
}
