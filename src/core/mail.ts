// The port to outgoing mail.

/** One letter in plain words. `id` names it: the same letter sent twice carries the same one. */
export type Letter = { id: string; to: string; subject: string; text: string }

/** Hands letters to a mail server. What it cannot do is a MailError. */
export type Mailer = { send(letter: Letter): Promise<void>; close(): void }

/** `refused`: never like this, whatever is tried. `unavailable`: nothing was taken, and it may be tried again. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly kind: 'refused' | 'unavailable'

  constructor(kind: 'refused' | 'unavailable', say: string, cause?: unknown) {
    super(say, { cause })
    this.kind = kind
  }
}

/** An address as it is kept and compared, or undefined for what is none. */
export function mailAddress(said: string): string | undefined {
  const address = said.trim().toLowerCase()
  if (address.length > 254) return undefined
  return /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/.test(
    address,
  )
    ? address
    : undefined
}
