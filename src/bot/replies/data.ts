// What is said about a workspace's data, in every language.
import type { DataOutcome } from '../../core/data/outcome.ts'
import type { Language } from '../../db/words.ts'
import type { Spoken } from './spoken.ts'

/** The reply about an archive. */
export function sayData(outcome: DataOutcome, language: Language): Spoken {
  const words = texts[language]
  if (outcome.kind === 'exportFailed') return { text: words.failed, choices: [] }
  const text = outcome.kind === 'exportBegun' ? words.begun : words.made(outcome.url, sizeOf(outcome.bytes))
  return { text, choices: [] }
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${Math.round(bytes / 1_000_000)} MB`
}

const texts = {
  en: {
    begun: 'I am putting everything of this workspace into one archive. You get a link here when it is ready.',
    failed:
      'The archive of this workspace could not be made. Ask for it again; whoever runs this finds the reason in the log.',
    made: (url: string, size: string) =>
      `Everything of this workspace, ${size}: ${url}\nThe link is good for a day, for whoever has it. Access to networks is not in it.`,
  },
  it: {
    begun: 'Metto tutto ciò che è di questo spazio in un archivio. Quando è pronto trovi qui il link.',
    failed: 'L’archivio di questo spazio non è riuscito. Chiedilo di nuovo; chi gestisce trova il motivo nel registro.',
    made: (url: string, size: string) =>
      `Tutto ciò che è di questo spazio, ${size}: ${url}\nIl link vale un giorno, per chiunque lo abbia. Gli accessi ai social non ci sono.`,
  },
}
