// The port to addresses that members name for their programs.

/** Posts an event and answers the status; what cannot be done is a HookError. `allows` is false for an address that is never reached. */
export type Hooks = {
  allows(url: string): boolean
  post(url: string, event: { headers: Record<string, string>; body: string }): Promise<number>
}

/** `refused`: the address may not be reached. `unavailable`: nobody answered. */
export class HookError extends Error {
  override readonly name = 'HookError'
  readonly kind: 'refused' | 'unavailable'

  constructor(kind: 'refused' | 'unavailable', cause: unknown) {
    super(`the address of a webhook is ${kind}`, { cause })
    this.kind = kind
  }
}
