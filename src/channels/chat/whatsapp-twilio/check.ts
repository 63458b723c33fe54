// How the account is, asked of Twilio: for whoever looks after the installation.
import { ChatError } from '../../../core/errors.ts'
import { OperatorError } from '../operator.ts'
import { createApi, type Reach } from './api.ts'

/** The account, access that is refused, or no answer. */
export type AccountState =
  | { kind: 'ok'; name: string; status: string }
  | { kind: 'refused'; code: number }
  | { kind: 'unreachable' }

/** Asks Twilio about the account. Changes nothing and never throws for what Twilio answers. */
export async function checkAccount(reach: Reach): Promise<AccountState> {
  try {
    const { friendly_name: name, status } = await createApi(reach).account()
    return { kind: 'ok', name, status }
  } catch (error) {
    const cause = error instanceof ChatError ? error.cause : undefined
    return cause instanceof OperatorError ? { kind: 'refused', code: cause.code } : { kind: 'unreachable' }
  }
}
