// The clock of a whole process moved on from outside: loaded before everything else with --import, told by its parent.

const real = Date
let ahead = 0

const moved: DateConstructor = new Proxy(real, {
  construct: (target, given, made): Date =>
    Reflect.construct(target, given.length === 0 ? [real.now() + ahead] : given, made === moved ? target : made),
  get: (target, name): unknown => (name === 'now' ? () => real.now() + ahead : Reflect.get(target, name)),
})
globalThis.Date = moved

/** Moves the clock of this process on. */
export function pass(ms: number): void {
  ahead += ms
}

process.on('message', (said) => {
  if (typeof said !== 'object' || said === null || !('pass' in said)) return
  pass(Number(said.pass))
  process.send?.({ passed: said.pass })
})
// Who is moved by a parent does not live on for it.
process.channel?.unref()
