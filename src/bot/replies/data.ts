// What is said about a workspace's data and about erasing, in every language.
import type { DataOutcome } from '../../core/data/outcome.ts'
import { unreachable } from '../../core/errors.ts'
import { platformNames } from '../../core/platform.ts'
import type { Language } from '../../db/words.ts'
import { wordsIn } from './index.ts'
import { lines } from './join.ts'
import type { Spoken, SpokenChoice } from './spoken.ts'
import type { Moments } from './words.ts'

type Erasing = Extract<DataOutcome, { kind: 'erasing' }>

/** The reply about an archive or about erasing. */
export function sayData(outcome: DataOutcome, { language, moments }: { language: Language; moments: Moments }): Spoken {
  const words = texts[language]
  const keep: SpokenChoice[] = [{ label: words.keep, intent: { kind: 'keepEverything' }, postId: null, version: null }]
  switch (outcome.kind) {
    case 'exportBegun':
      return { text: words.begun, choices: [] }
    case 'exported':
      return {
        text: words.made(outcome.url, sizeOf(outcome.bytes)),
        choices: [],
        veiled: wordsIn(language).team.veiled,
      }
    case 'exportFailed':
      return { text: words.failed, choices: [] }
    case 'erasing': {
      const mayKeep = (outcome.isOwner && outcome.workspaceDueAt !== null) || outcome.personDueAt !== null
      return { text: erasing(outcome, words, moments), choices: mayKeep ? keep : [] }
    }
    case 'kept':
      return { text: outcome.what.length === 0 ? words.nothingWaits : words.kept, choices: [] }
    case 'erasureAsked':
      return { text: words.asked(outcome.by, moments.at(outcome.dueAt, outcome.zone)), choices: keep }
    case 'erasureDropped':
      return { text: words.dropped(outcome.by), choices: [] }
    case 'workspaceEnds': {
      const left = outcome.left.map(({ platform, account }) => `${platformNames[platform]} ${account}`)
      return { text: lines(words.ends(outcome.name), left.length > 0 && words.left(left.join(', '))), choices: [] }
    }
    default:
      return unreachable(outcome)
  }
}

function erasing(outcome: Erasing, words: (typeof texts)[Language], moments: Moments): string {
  const { url, signsIn, isOwner, workspaceDueAt, personDueAt, zone } = outcome
  const isOpen = (isOwner && workspaceDueAt === null) || personDueAt === null
  return lines(
    workspaceDueAt !== null && words.workspaceWaits(moments.at(workspaceDueAt, zone)),
    personDueAt !== null && words.personWaits(moments.at(personDueAt, zone)),
    isOpen && (isOwner ? words.owner : words.member),
    `${words.page(url)}${signsIn ? ` ${words.signsIn}` : ''}`,
  )
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
    keep: 'Keep everything',
    owner:
      'Erasing takes the whole workspace, or only you. It begins when you type the name on the page, and waits seven days: until then all of it works and can be kept. What is published stays at the networks.',
    member:
      'Erasing takes your name, your chats and your ways in, in every workspace. It begins when you type your name on the page, and waits seven days: until then it can be kept. A workspace is erased by its owners.',
    page: (url: string) => `The page: ${url}`,
    signsIn: 'The link lets you in once and for fifteen minutes.',
    workspaceWaits: (when: string) => `This workspace is erased ${when}.`,
    personWaits: (when: string) => `You are erased ${when}.`,
    kept: 'Everything is kept.',
    nothingWaits: 'Nothing waits to be erased.',
    asked: (by: string, when: string) =>
      `${by} asked to erase this workspace. It is erased ${when}; until then any owner can keep it.`,
    dropped: (by: string) => `${by} took it back: this workspace is kept.`,
    ends: (name: string) =>
      `The workspace ${name} is erased now. Nothing goes out any more, and my access to your accounts is over.`,
    left: (names: string) => `Not there, where I cannot end it: ${names}. End it in the settings of these accounts.`,
  },
  it: {
    begun: 'Metto tutto ciò che è di questo spazio in un archivio. Quando è pronto trovi qui il link.',
    failed: 'L’archivio di questo spazio non è riuscito. Chiedilo di nuovo; chi gestisce trova il motivo nel registro.',
    made: (url: string, size: string) =>
      `Tutto ciò che è di questo spazio, ${size}: ${url}\nIl link vale un giorno, per chiunque lo abbia. Gli accessi ai social non ci sono.`,
    keep: 'Tieni tutto',
    owner:
      'Si può cancellare tutto lo spazio, o solo te. Inizia quando scrivi il nome sulla pagina, e aspetta sette giorni: fino ad allora tutto funziona e si può tenere. Ciò che è pubblicato resta sui social.',
    member:
      'Si cancellano il tuo nome, le tue chat e i tuoi accessi, in ogni spazio. Inizia quando scrivi il tuo nome sulla pagina, e aspetta sette giorni: fino ad allora si può tornare indietro. Uno spazio lo cancellano i titolari.',
    page: (url: string) => `La pagina: ${url}`,
    signsIn: 'Il link ti fa entrare una volta, per quindici minuti.',
    workspaceWaits: (when: string) => `Cancellazione di questo spazio: ${when}.`,
    personWaits: (when: string) => `La tua cancellazione: ${when}.`,
    kept: 'Resta tutto.',
    nothingWaits: 'Non c’è nulla che aspetti di essere cancellato.',
    asked: (by: string, when: string) =>
      `${by} ha chiesto di cancellare questo spazio. Cancellazione: ${when}; fino ad allora ogni titolare può tenerlo.`,
    dropped: (by: string) => `${by} è tornato indietro: questo spazio resta.`,
    ends: (name: string) =>
      `Lo spazio ${name} viene cancellato ora. Non esce più nulla, e il mio accesso ai vostri account è finito.`,
    left: (names: string) =>
      `Non qui, dove non posso chiuderlo: ${names}. Chiudilo nelle impostazioni di questi account.`,
  },
}
