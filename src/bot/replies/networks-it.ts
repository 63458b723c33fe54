// What Leopost says about networks in Italian.
import { lines } from './join.ts'
import type { NetworkWords } from './networks.ts'

export const networksIt: NetworkWords = {
  connectAt: (o) =>
    lines(
      `Collega ${o.network} qui: ${o.url}`,
      o.signsIn
        ? 'Il link ti fa entrare una volta sola, per quindici minuti. In questa chat non si chiede nessuna password.'
        : 'In questa chat non si chiede nessuna password.',
    ),
  connectWhich: 'Quale rete?',
  cannotConnect: (o) => `${o.network} qui non si può ancora collegare. Si può: ${o.networks}.`,
}
