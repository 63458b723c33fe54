// How the number is, asked of Meta: for whoever looks after the installation.
import { ChatError } from '../../../core/errors.ts'
import { OperatorError } from '../operator.ts'
import { createApi, type Reach } from './api.ts'

/** The number that people write to, access that is refused, or no answer. */
export type NumberState = { kind: 'ok'; number: string } | { kind: 'refused'; code: number } | { kind: 'unreachable' }

/** Asks Meta about the number. Changes nothing and never throws for what Meta answers. */
export async function checkNumber(reach: Reach): Promise<NumberState> {
  try {
    const { display_phone_number: number } = await createApi(reach).number()
    return { kind: 'ok', number }
  } catch (error) {
    const cause = error instanceof ChatError ? error.cause : undefined
    return cause instanceof OperatorError ? { kind: 'refused', code: cause.code } : { kind: 'unreachable' }
  }
}
