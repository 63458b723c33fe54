// What Leopost says in Italian about money and about models that do not answer.
import type { FaultKind } from '../../core/ai/faults.ts'
import { dollars } from './dollars.ts'
import { join, lines } from './join.ts'
import type { MoneyWords } from './words.ts'

const say = (micros: number) => dollars(micros, 'it')
const calls = (count: number) => `${count} ${count === 1 ? 'chiamata' : 'chiamate'} ai modelli`

const faults: Record<FaultKind, (provider: string) => string> = {
  auth: (provider) => `${provider} non accetta la chiave`,
  credit: (provider) => `da ${provider} il credito è finito`,
  limited: (provider) => `${provider} per ora non accetta altre chiamate`,
  overloaded: (provider) => `${provider} è troppo occupato`,
  refused: (provider) => `${provider} ha rifiutato questa richiesta`,
  broken: (provider) => `${provider} non ha dato una risposta valida`,
  timeout: (provider) => `${provider} non ha risposto in tempo`,
  network: (provider) => `${provider} non si raggiunge`,
  unknownModel: (provider) => `${provider} non conosce il modello impostato`,
  budget: () => 'il budget è finito',
}

const because: MoneyWords['because'] = (all) =>
  all.length === 0
    ? 'nessun modello risponde'
    : join([...new Set(all.map((fault) => faults[fault.kind](fault.provider)))], 'e')

export const money: MoneyWords = {
  dollars: say,
  trouble(trouble) {
    if (trouble.kind === 'down') {
      return `Ora non riesco a scrivere: ${because(trouble.faults)}.`
    }
    const whose = trouble.of === 'day' ? 'di oggi' : 'di questo mese'
    return trouble.isHeld
      ? `Il resto del budget ${whose}, ${say(trouble.limit)}, è impegnato per quello che sto scrivendo.`
      : `Il budget ${whose} per i modelli, ${say(trouble.limit)}, è finito; la pubblicazione continua.`
  },
  because,
  ownWords: 'Ecco le tue parole, adattate a ogni rete.',
  cost: (o) =>
    lines(
      `Oggi: ${say(o.day.micros)} per ${calls(o.day.calls)}. Questo mese: ${say(o.month.micros)} per ${calls(o.month.calls)}.`,
      o.draft !== null && `Questa bozza: ${say(o.draft)}.`,
      o.month.tokensIn > 0 &&
        `Il ${Math.round((100 * o.month.tokensCached) / o.month.tokensIn)} % di quanto letto veniva dalla cache del fornitore.`,
      limits(o.budget.day.limit, o.budget.month.limit),
    ),
  budgetSet: (o) => {
    const span = o.of === 'day' ? 'al giorno' : 'al mese'
    if (o.limit === null) return `Nessun limite ${span}.`
    return `Budget: ${say(o.limit)} ${span}, già spesi ${say(o.spent)}. All'80 % ti avviso e scrivono modelli più economici, al 100 % uso le tue parole; la pubblicazione continua.`
  },
  budgetUnclear: "I budget sono in dollari. Di' per esempio: budget 20 dollari al mese.",
  modelKeys:
    'Una chiave non va mai in chat. Mettila nella pagina Modelli del tuo desk sul web: Account, poi «La tua chiave per un modello».',
  budgetLow: (o) =>
    `Speso il ${Math.floor((100 * o.spent) / o.limit)} % del budget ${o.of === 'day' ? 'di oggi' : 'di questo mese'}, ${say(o.limit)}. Da qui in poi scrivono modelli più economici, dove ce ne sono.`,
}

function limits(day: number | null, month: number | null): string {
  const set = [...(day === null ? [] : [`${say(day)} al giorno`]), ...(month === null ? [] : [`${say(month)} al mese`])]
  return set.length === 0
    ? "Nessun budget impostato. Di' per esempio: budget 20 dollari al mese."
    : `Budget: ${join(set, 'e')}.`
}
