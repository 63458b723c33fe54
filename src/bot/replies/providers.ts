// The providers of models by the names that people know.
import type { ProviderId } from '../../core/ai/model.ts'
import type { Trouble } from '../../core/outcome.ts'
import type { MoneyWords } from './words.ts'

/** The name of each provider. */
export const providerNames: Record<ProviderId, string> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  gemini: 'Gemini',
  compatible: 'your own model server',
}

/** Trouble with the providers called by their names; without a reason it is said that nobody answers. */
export function named(trouble: Trouble | undefined): Parameters<MoneyWords['trouble']>[0] {
  if (trouble === undefined) return { kind: 'down', faults: [] }
  if (trouble.kind === 'budget') return trouble
  return { kind: 'down', faults: trouble.faults.map((one) => ({ ...one, provider: providerNames[one.provider] })) }
}
