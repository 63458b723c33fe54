// What is said about notifications, read by rule: a whole message of the member's own typed words.
import type { Intent } from '../../core/intent.ts'
import { fold } from '../../core/time/fold.ts'
import type { NoticeKind, NoticeWay } from '../../db/words.ts'

type Patterns = {
  show: RegExp
  /** Groups `ways` (or none) and `what`. */
  on: RegExp[]
  off: RegExp[]
  ways: [RegExp, NoticeWay][]
  /** What happens, by kind; null is everything. */
  kinds: [RegExp, NoticeKind | null][]
}

const ways = '(?<ways>(?:by|in|with|on|via)[a-z ,-]*?)'
const waysIt = "(?<ways>(?:per|via|nella|in|con|sul)[a-z ',-]*?)"

const en: Patterns = {
  show: /^\/?(?:my |show )?notifications$|^what do you (?:notify|tell) me (?:of|about)$/u,
  on: [
    new RegExp(
      `^(?:please )?(?:notify|tell|alert|inform) me(?: ${ways})? (?:when(?:ever)?|if|about|of) (?<what>.+)$`,
      'u',
    ),
    new RegExp(`^(?:please )?(?:notify|tell|alert|inform) me (?:when(?:ever)?|if|about|of) (?<what>.+?) ${ways}$`, 'u'),
    /^(?:please )?(?<ways>e-?mail|mail) me (?:when(?:ever)?|if|about) (?<what>.+)$/u,
  ],
  off: [
    new RegExp(
      `^(?:please )?(?:do not|don't|stop|never) (?:notify(?:ing)?|tell(?:ing)?) me(?: ${ways})? (?:when(?:ever)?|if|about|of) (?<what>.+)$`,
      'u',
    ),
    /^(?:please )?(?:do not|don't|stop) (?<ways>e-?mail(?:ing)?|mail(?:ing)?) me (?:when(?:ever)?|if|about) (?<what>.+)$/u,
  ],
  ways: [
    [/e-?mail|\bmail/u, 'mail'],
    [/web ?-?hook/u, 'webhook'],
    [/chat|here|telegram|whatsapp/u, 'chat'],
  ],
  kinds: [
    [/^(?:every ?thing|anything|anything happens|it all)$/u, null],
    [
      /^(?:a |any |my |the )?(?:posts? )?(?:fails?|failed|does not go out|doesn't go out)$|^(?:something|anything) (?:fails|goes wrong)$|^failures?$|^failed posts?$/u,
      'failed',
    ],
    [
      /^(?:a |any |my |the )?posts? (?:is|are|was|gets?) (?:published|out)$|^(?:a |any |my |the )?posts? (?:goes|go) out$|^published posts?$/u,
      'published',
    ],
    [
      /^(?:a |any |my |the )?posts? (?:is|are|was) (?:unconfirmed|unclear|uncertain)$|^(?:nobody knows|you do not know|you don't know|it is unclear) whether .+$|^unconfirmed posts?$/u,
      'unconfirmed',
    ],
    [
      /^(?:my |an )?(?:approval|yes) is needed$|^(?:a |any )?posts? (?:needs?|waits? for) (?:my )?(?:approval|yes)$|^(?:somebody|someone) (?:asks|needs) (?:for )?my (?:approval|yes)$|^approvals?$/u,
      'approval',
    ],
    [
      /^(?:an |any |the )?(?:account|connection)s? (?:is|are|was|gets?) (?:lost|disconnected)$|^(?:an |any )?accounts? (?:loses? access|needs? reconnecting)$|^lost accounts?$/u,
      'accountLost',
    ],
  ],
}

const it: Patterns = {
  show: /^\/?(?:le mie )?notifiche$|^di (?:che )?cosa mi avvisi$/u,
  on: [
    new RegExp(`^(?:avvisami|avvertimi|dimmi|notificami)(?: ${waysIt})? (?:quando|se|di) (?<what>.+)$`, 'u'),
    new RegExp(`^(?:avvisami|avvertimi|notificami) (?:quando|se|di) (?<what>.+?) ${waysIt}$`, 'u'),
    /^mandami un'?(?<ways>e-?mail|mail) (?:quando|se) (?<what>.+)$/u,
  ],
  off: [
    new RegExp(
      `^non (?:avvisarmi|avvertirmi|dirmi|notificarmi)(?: piu)?(?: ${waysIt})? (?:quando|se|di) (?<what>.+)$`,
      'u',
    ),
  ],
  ways: [
    [/e-?mail|\bmail|posta/u, 'mail'],
    [/web ?-?hook/u, 'webhook'],
    [/chat|telegram|whatsapp/u, 'chat'],
  ],
  kinds: [
    [/^(?:tutto|ogni cosa)$/u, null],
    [
      /^(?:un |il )?post (?:non riesce|fallisce|non esce)$|^qualcosa (?:fallisce|va storto)$|^i post falliti$/u,
      'failed',
    ],
    [/^(?:un |il )?post (?:esce|e uscito|e pubblicato|viene pubblicato)$|^i post usciti$/u, 'published'],
    [/^non (?:si sa|sai|e chiaro) se .+$|^(?:un )?post e incerto$/u, 'unconfirmed'],
    [
      /^serve (?:il mio si|la mia approvazione)$|^(?:un )?post aspetta (?:il mio si|me|la mia approvazione)$|^(?:le )?approvazioni$/u,
      'approval',
    ],
    [/^(?:un )?account (?:e perso|si scollega|e scollegato|perde l'accesso)$/u, 'accountLost'],
  ],
}

/** Reads a message about notifications; undefined when it is anything else. */
export function readNotices(said: string): Intent | undefined {
  const { text } = fold(said)
  for (const words of [en, it]) {
    if (words.show.test(text)) return { kind: 'showNotices' }
    for (const isOn of [false, true]) {
      const found = (isOn ? words.on : words.off).map((pattern) => pattern.exec(text)?.groups)
      for (const groups of found) {
        const kinds = groups === undefined ? undefined : kindsIn(groups.what ?? '', words)
        const by = groups === undefined ? undefined : waysIn(groups.ways, words)
        if (kinds !== undefined && by !== undefined) return { kind: 'notify', kinds, ways: by, isOn }
      }
    }
  }
  return undefined
}

/** Undefined where something is named that is none of them. */
function kindsIn(what: string, words: Patterns): NoticeKind[] | undefined {
  const parts = what.split(/\s*(?:,| or | and when | and | o quando | o | e quando )\s*/u).filter((part) => part !== '')
  const found = parts.map((part) => words.kinds.find(([pattern]) => pattern.test(part)))
  if (found.length === 0 || found.some((one) => one === undefined)) return undefined
  const kinds = found.map((one) => one?.[1] ?? null)
  return kinds.includes(null) ? [] : [...new Set(kinds.filter((kind) => kind !== null))]
}

function waysIn(said: string | undefined, words: Patterns): NoticeWay[] | undefined {
  if (said === undefined || said.trim() === '') return []
  const found = words.ways.filter(([pattern]) => pattern.test(said)).map(([, way]) => way)
  return found.length === 0 ? undefined : found
}
