// What Leopost says in English about money and about models that do not answer.
import type { FaultKind } from '../../core/ai/faults.ts'
import { dollars } from './dollars.ts'
import { join, lines } from './join.ts'
import type { MoneyWords } from './words.ts'

const say = (micros: number) => dollars(micros, 'en')
const calls = (count: number) => `${count} model ${count === 1 ? 'call' : 'calls'}`

const faults: Record<FaultKind, (provider: string) => string> = {
  auth: (provider) => `${provider} does not take the key`,
  credit: (provider) => `there is no credit left at ${provider}`,
  limited: (provider) => `${provider} takes no more calls just now`,
  overloaded: (provider) => `${provider} is too busy`,
  refused: (provider) => `${provider} declined this one`,
  broken: (provider) => `${provider} gave no proper answer`,
  timeout: (provider) => `${provider} did not answer in time`,
  network: (provider) => `${provider} could not be reached`,
  unknownModel: (provider) => `${provider} does not know the model that is set`,
  budget: () => 'the budget is spent',
}

const because: MoneyWords['because'] = (all) =>
  all.length === 0
    ? 'no model answers'
    : join([...new Set(all.map((fault) => faults[fault.kind](fault.provider)))], 'and')

export const money: MoneyWords = {
  dollars: say,
  trouble(trouble) {
    if (trouble.kind === 'down') {
      return `I can't write just now: ${because(trouble.faults)}.`
    }
    const whose = trouble.of === 'day' ? "today's" : "this month's"
    return trouble.isHeld
      ? `The rest of ${whose} budget of ${say(trouble.limit)} is held for what is being written now.`
      : `${whose.charAt(0).toUpperCase()}${whose.slice(1)} model budget of ${say(trouble.limit)} is spent; publishing goes on.`
  },
  because,
  ownWords: 'Here are your own words, fitted to each network.',
  cost: (o) =>
    lines(
      `Today: ${say(o.day.micros)} for ${calls(o.day.calls)}. This month: ${say(o.month.micros)} for ${calls(o.month.calls)}.`,
      o.draft !== null && `This draft: ${say(o.draft)}.`,
      o.month.tokensIn > 0 &&
        `${Math.round((100 * o.month.tokensCached) / o.month.tokensIn)} % of what was read came from the provider's cache.`,
      limits(o.budget.day.limit, o.budget.month.limit),
    ),
  budgetSet: (o) => {
    const span = o.of === 'day' ? 'a day' : 'a month'
    if (o.limit === null) return `No limit ${span} any more.`
    return `Budget: ${say(o.limit)} ${span}, ${say(o.spent)} of it spent. At 80 % I tell you and cheaper models write, at 100 % I use your own words; publishing goes on.`
  },
  budgetUnclear: 'Budgets are in dollars. Say for example: budget 20 dollars a month.',
  modelKeys:
    'A key never goes into the chat. Put it into the page Models of your desk on the web: Connections, then “Your own key for a model”.',
  budgetLow: (o) =>
    `${Math.floor((100 * o.spent) / o.limit)} % of ${o.of === 'day' ? "today's" : "this month's"} budget of ${say(o.limit)} is spent. From here on cheaper models write, where there are any.`,
}

function limits(day: number | null, month: number | null): string {
  const set = [...(day === null ? [] : [`${say(day)} a day`]), ...(month === null ? [] : [`${say(month)} a month`])]
  return set.length === 0
    ? 'No budget is set. Say for example: budget 20 dollars a month.'
    : `Budget: ${join(set, 'and')}.`
}
