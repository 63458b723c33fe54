// What Leopost says about networks in English.
import { lines } from './join.ts'
import type { NetworkWords } from './networks.ts'

export const networksEn: NetworkWords = {
  connectAt: (o) =>
    lines(
      `Connect ${o.network} here: ${o.url}`,
      o.signsIn
        ? 'The link lets you in once and for fifteen minutes. No password is asked for in this chat.'
        : 'No password is asked for in this chat.',
    ),
  connectWhich: 'Which network?',
  cannotConnect: (o) => `${o.network} cannot be connected here yet. What can: ${o.networks}.`,
}
