// Italian: what is said about people and approvals.
import type { TeamPatterns } from './team.ts'

const ordinals = ['primo', 'secondo', 'terzo', 'quarto', 'quinto', 'sesto', 'settimo', 'ottavo', 'nono', 'decimo']
const where = '(?: (?:su|per) (?<where>[^,]+?))?'
const role =
  "(?:un |una |il |la |l')?(?<role>titolare|redattore|redattrice|redazione|editor|approvatore|approvatrice|approvazione|lettore|lettrice|lettura|cliente)"
const name = "(?<name>[\\p{L}][\\p{L}'. -]{0,60}?)"
const whole = (pattern: string) => new RegExp(`^(?:${pattern})(?: per favore)?$`, 'u')

const editor = { role: 'editor', isClient: false } as const
const approver = { role: 'approver', isClient: false } as const
const viewer = { role: 'viewer', isClient: false } as const

export const teamIt: TeamPatterns = {
  roles: {
    titolare: { role: 'owner', isClient: false },
    redattore: editor,
    redattrice: editor,
    redazione: editor,
    editor,
    approvatore: approver,
    approvatrice: approver,
    approvazione: approver,
    lettore: viewer,
    lettrice: viewer,
    lettura: viewer,
    cliente: { role: 'approver', isClient: true },
  },
  ordinals: new Map(ordinals.map((word, i) => [word, i + 1])),
  invite: [whole(`invita ${name} (?:come|in) ${role}`), whole(`invita ${name}`)],
  setRole: [whole(`${name} (?:ora )?(?:e|diventa) ${role}`), whole(`fai ${name} ${role}`)],
  remove: [whole(`(?:togli|rimuovi) ${name} dal(?:la|lo)? (?:squadra|team|spazio)`)],
  switchTo: [whole('passa (?:a|allo spazio|al) (?<name>.{1,80})'), whole('vai (?:allo spazio) (?<name>.{1,80})')],
  places: whole('(?:i miei )?spazi|cambia spazio|quale spazio'),
  team: whole("(?:la )?(?:squadra|team)|membri|persone|chi c'e"),
  showPolicy: whole("approvazioni|chi approva|chi deve approvare|di chi serve (?:il si|l'approvazione)"),
  nobody: [
    whole(
      `(?:per )?i post${where} non (?:serve|servono|richiedono|hanno bisogno di) (?:approvazion[ei]|altre approvazioni)`,
    ),
    whole('nessun(?:o|a)? (?:altro )?(?:deve approvare|approvazione)'),
  ],
  any: [
    whole(`i post${where} (?:richiedono|hanno bisogno di) (?:una|un') ?approvazione`),
    whole('(?:deve approvare|approva) (?:sempre )?(?:qualcun altro|un altro|un approvatore)'),
    whole('qualcun altro deve approvare(?: i post)?'),
  ],
  two: [
    whole(`due approvazioni${where}[:,]? (?:prima )?(?:la )?(?:squadra|team),? (?:e )?poi (?:il )?cliente`),
    whole('prima (?:la )?(?:squadra|team),? (?:e )?poi (?:il )?cliente'),
  ],
  named: [
    whole(`i post${where} (?:richiedono|vogliono) (?:il si|l'approvazione|l'ok) di (?<names>[\\p{L}][\\p{L} ',-]*)`),
    whole(`per i post${where} serve (?:il si|l'approvazione|l'ok) di (?<names>[\\p{L}][\\p{L} ',-]*)`),
    whole(`(?:i post )?${where.trimStart()}(?:li |i post li )?deve approvare (?<names>[\\p{L}][\\p{L} ',-]*)`),
    whole(`(?<names>[\\p{L}][\\p{L} ',-]*?) deve approvare i post${where}`),
  ],
  authorMay: whole(
    "(?:l'autore|chi scrive) puo approvare i (?:suoi|propri)(?: post)?|ognuno puo approvare i propri(?: post)?",
  ),
  authorMayNot: whole(
    "(?:l'autore|chi scrive) non puo approvare i (?:suoi|propri)(?: post)?|nessuno approva i propri(?: post)?",
  ),
  whoApproved: [
    whole("chi (?:lo |l')?ha approvat[oa](?: (?:questo|quello|il post))?"),
    whole('chi ha approvato (?:il )?(?:post )?(?:numero |#)?(?<number>\\d{1,5})'),
  ],
  review: whole('rivedi(?:amo)?(?: (?:questa settimana|la settimana|tutto|i post))?|cosa aspetta (?:me|il mio si)'),
  approveAll: [whole('approva(?:li)? tutt[oi](?: (?:tranne|meno|eccetto|senza) (?<except>.+))?')],
  quiet: whole(
    '(?:quiete|ore di quiete|silenzio|non disturbare) (?:dalle|da) (?<from>[\\d:.]+) (?:alle|a) (?<to>[\\d:.]+)',
  ),
  noQuiet: whole('(?:nessuna|niente) (?:ora|ore) di quiete'),
  signIn: whole('(?:link per entrare|entra sul web|accedi|accesso web|link di accesso)'),
  pair: [
    whole(
      '(?:abbina|associa)(?:mi)?(?: (?:a|con|su|anche))? (?:il mio |la mia |il )?(?<chat>telegram|whatsapp|web)(?: anche)?',
    ),
    whole(
      "(?:abbina|associa)|(?:abbina|associa|aggiungi) (?:una|un'altra|una nuova|un|un altro) (?:chat|telefono|dispositivo)",
    ),
  ],
  exportAll: whole('esporta (?:tutto|i dati|i nostri dati|lo spazio)'),
  erase: whole(
    '(?:cancella|elimina|dimentica) (?:(?:il mio|il nostro|questo) spazio|lo spazio|tutti i (?:miei|nostri) dati|i (?:miei|nostri) dati)|dimentica tutto|(?:dimentica|cancella|elimina)(?:mi|ci)',
  ),
  keepAll: whole('tieni tutto|non cancellar(?:e (?:nulla|niente|lo spazio)|mi|ci)'),
  and: /\s*(?:,|\be poi\b|\bpoi\b|\be\b)\s*/iu,
}
