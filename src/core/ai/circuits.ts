// Circuits: a model that fails again and again is not asked for a while; then one question tries it.
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { failuresToOpen, restMs } from './defaults.ts'
import type { FaultKind } from './faults.ts'
import { ModelError } from './model.ts'

/** After these the next call would most likely fail the same way. */
const takesAWhile: ReadonlySet<FaultKind> = new Set([
  'auth',
  'credit',
  'limited',
  'overloaded',
  'timeout',
  'network',
  'unknownModel',
])

/** The circuits of the models of one set of keys. */
export type Circuits = ReturnType<typeof createCircuits>

/** One circuit for each provider:model. */
export function createCircuits(now: () => number) {
  const made = new Map<string, ReturnType<typeof make>>()
  /** Until when a model that failed once is asked last. */
  const resting = new Map<string, number>()
  const circuitOf = (name: string) => {
    const known = made.get(name) ?? make()
    made.set(name, known)
    return known
  }
  return {
    /** Runs a call. Throws a BrokenCircuitError, without a call, while the circuit is open. */
    async run<T>(name: string, call: () => Promise<T>): Promise<T> {
      try {
        const result = await circuitOf(name).execute(call)
        resting.delete(name)
        return result
      } catch (error) {
        if (isLasting(error)) resting.set(name, now() + restMs)
        throw error
      }
    },
    /** True while another question is trying out a model that was out: nobody waits for how that ends. */
    isTrying: (name: string) => circuitOf(name).state === CircuitState.HalfOpen,
    /** True for a model that failed a moment ago: the others are asked first. */
    isResting: (name: string) => (resting.get(name) ?? 0) > now(),
  }
}

function make() {
  const breaker = new ConsecutiveBreaker(failuresToOpen)
  return circuitBreaker(handleWhen(isLasting), { halfOpenAfter: restMs, breaker })
}

function isLasting(error: unknown): boolean {
  return error instanceof ModelError && takesAWhile.has(error.kind)
}
