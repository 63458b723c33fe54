// English: the words of wishes.
import type { Words } from './language.ts'
import { anyPlatform } from './platforms.ts'

const it = '(?:(?:the|this) (?:post|draft|one|photo|picture|image|video)|that one|it|this|that|them)'
const thisThing =
  '(?:(?:this|that|the|my) )?(?:document|pdf|file|message|menu|page|article|note|e-?mail|attachment|flyer|picture|photo)|this|it|that'
const end = "(?![\\p{L}\\p{N}']|-\\p{L})"
const sticky = (pattern: string): RegExp => new RegExp(`(?:${pattern.replaceAll(' ', '\\s+')})${end}`, 'uy')
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll(' ', '\\s+')})$`, 'u')
const list = (words: string): string[] => words.split(', ')

/** English. */
export const en: Words = {
  language: 'en',
  marks: new Set(
    "the and is are was were we our you your they their of to with for on at this that it its it's we're i'm my from by be have has will not but what how when about tomorrow today monday tuesday wednesday thursday friday saturday sunday please show post write next shorter longer move make without only open new come see free here there dollars month".split(
      ' ',
    ),
  ),
  phrases: {
    yes: list(
      "yes, yep, yeah, yup, y, ok, okay, k, sure, of course, yes it is, that's right, right, correct, yes it's there, fine, go ahead, do it",
    ),
    no: list("no, nope, nah, n, no thanks, not now, don't, do not, rather not"),
    approve: list('approve, approve it, approved, i approve, approve this, approve the post'),
    discard: list('discard, discard it, discard this, throw it away, drop it, bin it'),
    askChange: list('change, change it, edit, edit it, change the text'),
    askSchedule: list('schedule, schedule it, schedule this, when, another time, plan it'),
    askPicture: list('picture, photo, image, add a picture, add a photo, add an image, with a picture'),
    dropPicture: list(
      'no picture, without picture, without the picture, remove the picture, remove picture, no photo, without photo, without the photo, remove the photo, drop the picture, post without, post without picture',
    ),
    cancel: list(
      "cancel, cancel it, cancel this, cancel the post, don't post it, do not post it, unschedule, unschedule it",
    ),
    remove: list('delete, delete it, delete this, delete the post, take it down'),
    undo: list('undo, undo it, undo that, take that back'),
    putBack: list('put back, put it back, put them back, put that back'),
    whatChanged: list('what changed, what has changed, show changes, show the changes, diff'),
    hold: list(
      'hold, hold everything, hold all, hold it all, pause, pause everything, pause all, hold publishing, pause publishing',
    ),
    resume: list('resume, resume everything, unhold, unpause, resume publishing, go on'),
    stop: list('stop, stop it, stop that, stop writing'),
    slots: list('slots, my slots, show slots, weekly slots'),
    showBrand: list('brand, my brand, show brand, show my brand, brand voice, voice'),
    lastWeek: list(
      'how did last week go, how was last week, how did we do last week, how did i do last week, last week, the numbers of last week',
    ),
    sevenDays: list(
      'how is it going, how is it doing, how are we doing, how did this week go, how is this week going, the numbers, numbers, insights, statistics, my numbers',
    ),
    cost: list(
      'cost, costs, what does it cost, how much did it cost, what did it cost, how much have i spent, how much did i spend, what have i spent, budget, my budget, the budget, what did this cost',
    ),
    modelKeys: list(
      'connect a model, my own key, my own model key, use my own key, use my key, model key, model keys, models, my models, set the model, change the model',
    ),
    start: list('start'),
    setUp: list('set up, setup, settings, options'),
    connect: list('connect, connect a network, connect an account, connect another, reconnect, connections'),
    skip: list('skip, skip it, skip this, next question'),
    skipAll: list('skip all, skip them all, skip everything, skip the questions'),
    back: list('back, go back, previous'),
    leave: list('never mind, nevermind, forget it, leave it, leave, exit, quit'),
    planned: list(
      "planned, queue, show queue, the queue, what is planned, what's planned, what is scheduled, what's scheduled, scheduled, what is next, what's next, what's coming up, what is coming up, show planned, calendar",
    ),
    drafts: list('drafts, my drafts, show drafts, show my drafts, open drafts, the drafts'),
    published: list('published, what went out, what did we post, show published, history'),
    current: list(
      'current, show draft, show the draft, show it, show me, show card, where were we, the draft, the card, card',
    ),
    help: list(
      'help, help me, what can you do, how does this work, commands, hi, hello, hey, hello there, hi there, good morning, good evening',
    ),
    now: list(
      'post now, publish now, post it now, publish it now, post this now, send it now, now, right now, post it, publish it, publish, post it right now, publish this, post this, post, go live',
    ),
    chatter: list(
      'thanks, thank you, thx, great, nice, cool, perfect, lovely, wow, hmm, mm, hold on, wait, looks good, i see, got it',
    ),
  },
  courtesy: /^(?:please|ok|okay|hey|now)[\s,]+|[\s,]+(?:please|thanks|thank you|for now|then|thx)$/gu,
  show: whole('(?:show|open|see|view)(?: me)?(?: (?:draft|post|number|no|nr))?\\.? #?(?<number>\\d{1,4})'),
  pick: whole('(?:number|no\\.?|nr\\.?|option|choice|the|#)?\\s*(?<number>\\d{1,2})(?:st|nd|rd|th)?(?: one)?'),
  ordinals: new Map([
    ...['one', 'two', 'three', 'four', 'five'].map((word, i): [string, number] => [word, i + 1]),
    ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'].flatMap(
      (word, i): [string, number][] => [
        [`the ${word}`, i + 1],
        [`the ${word} one`, i + 1],
        [`${word} one`, i + 1],
        [word, i + 1],
      ],
    ),
  ]),
  between:
    /(?:[\s,.;:!()&+-]|(?:no(?=\s*,)|and|then|please|but|ok|okay|so|thanks|with|yes|sure|at least|make it|make them|keep it|it should be|a bit|a little|much|slightly|can you|could you|how about|what about|let's do|let us do|try|i want it|instead)(?![\p{L}\p{N}'-]))*/uy,
  link: /^(?:and|then|please|also|but)\s+/u,
  wish: {
    nextSlot: sticky(
      '(?:(?:in|at|for|into|use) )?(?:the )?next (?:free |open |available )?slot|(?:the )?first free slot',
    ),
    move: sticky(
      `(?:move|shift|push|put off|postpone|reschedule|bring forward|change the time|set the time)(?: ${it})?(?: back| forward)?(?: (?:to|for|until|till))?`,
    ),
    publish: sticky(
      `(?:post|publish|schedule|send|share|put out|put|plan|release|queue)(?: ${it})?(?: (?:out|live|up))?(?: (?:for|to|in))?|(?:it )?goes (?:out|live)|for posting|to (?:be )?(?:post|publish)(?:ed)?`,
    ),
    publishIt: whole(`(?:post|publish|schedule) ${it}`),
    now: sticky('(?:right )?now|immediately|straight away|right away|at once'),
    approve: sticky('(?:i )?approve(?: it)?'),
    shorter: sticky(
      '(?:(?:a bit|a little|much|even|make it|cut it) )?shorter|shorten(?: (?:it|this))?|more concise|trim it|cut it down|too long',
    ),
    longer: sticky('(?:(?:a bit|a little|much|even) )?longer|lengthen(?: it)?|too short|more detail'),
    noEmoji: sticky('(?:no|without|remove|drop|fewer|lose|take out|zero|skip)(?: the| any| all)? emoj(?:i|is|ies)'),
    noHashtags: sticky('(?:no|without|remove|drop|lose|take out|zero|skip)(?: the| any| all)? (?:hash\\s?tags?|tags)'),
    fit: sticky('(?:make it |let it )?fit(?: it)?'),
    only: sticky(`(?:post (?:it )?)?(?:only|just)(?: (?:post|publish)(?: ${it})?)?|exclusively`),
    add: sticky('(?:add|also(?: post (?:it )?)?|and also|include|plus|as well as)'),
    drop: sticky("(?:not|no|without|remove|drop|skip|leave out|take off|except|but not|don't post(?: it)?)"),
  },
  timeLead: 'at ',
  platformLead: 'on|to|for|via|from|into',
  platformJoin: '\\s*(?:,\\s*and|,|&|\\+|/|\\band\\b|\\bplus\\b)\\s*',
  platformFor: 'for',
  everywhere: sticky(
    '(?:on |to |for )?(?:everywhere|all (?:of )?(?:the |my |our )?(?:networks|platforms|accounts|channels)|every (?:network|platform|account))',
  ),
  request: {
    verb: sticky(
      "(?:please )?(?:(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i want (?:you )?to |let's |let us |we should )?(?:please )?(?<verb>write|draft|compose|post|publish|schedule|create|make|prepare|do|announce|share|tweet|tell (?:everyone|everybody|people|them|the world|our (?:followers|customers|readers|guests))|let (?:everyone|everybody|people|them|our (?:followers|customers|readers|guests)) know)|(?:i(?:'d| would) like|i want|we need|i need|give me)(?= (?:an? |something))|new post",
    ),
    object: sticky(
      `(?:me |us )?(?:a |an |the |one |another |some )?(?:(?:short|new|quick|little|nice|longer|funny|good) )*(?:(?:${anyPlatform}) )?(?:post|thread|tweet|text|caption|draft|announcement|message|something|update|story|it|this)`,
    ),
    publishes: /(?:post|publish|schedule|share|announce|tweet)$/u,
    needsObject: /(?:make|create|do|prepare|compose|draft|like|want|need|me)$/u,
    about: sticky(
      'about|on the (?:subject|topic) of|regarding|announcing|for(?= (?:our|the|my|a|an|this|next) )|on(?= (?:our|the|my|how|why|what) )',
    ),
    that: sticky('that(?! (?:one|post|draft)\\b)|saying(?: that)?|which says|to say'),
  },
  ofThis: sticky(
    `(?:please )?(?:(?:can|could|would|will) you (?:please )?)?(?:(?:make|create|write|draft|prepare|do)(?: me| us)? (?:a |an |one )?(?:(?:short|new|quick|little|nice|longer|funny|good) )*(?:(?:${anyPlatform}) )?(?:post|thread|tweet|draft|announcement|text)s? (?:out of|of|from|about|with|on|for) (?:${thisThing})|turn (?:${thisThing}) into (?:a |an )?(?:(?:${anyPlatform}) )?(?:post|thread|tweet|draft|announcement))`,
  ),
  change:
    /^(?:(?:please|can you|could you)\s+)?(?:make (?:it|this|the (?:text|tone|post|draft|first|second|last))|rewrite|rephrase|reword|replace|(?:change|remove|delete|drop|move|swap|fix|keep) (?:the|it|this|that|all|every)|use (?:the word|we|i|fewer|more|less|another|a different|')|don't (?:say|mention|use|call)|do not (?:say|mention|use|call)|add (?:a|an|the|some|that|our|my|more)|mention|say (?:that|we|it|hello|something)|start with|end with|begin with|instead of|(?:more|less|too|a bit|a little|much) (?:\p{L}+)(?:\s|$)|(?:funnier|warmer|simpler|friendlier|lighter|softer|plainer)|in (?:english|italian)|with(?:out)? (?:a|an|the|any))/u,
  replace:
    /^(?:(?:change|replace|set) (?:it|this|the text|the post|that) (?:to|with)|new text|the text is|text|use this(?: text)?|say this)\s*:\s*(?<text>[\s\S]+)$/u,
  published:
    /^(?:(?:please|can you|could you) )?(?:fix|correct|edit|update|change|reword|rewrite)(?: (?:the|a|that|my|our) [\p{L} ]{1,40} (?:in|of|on))? (?:(?<yesterday>yesterday)'s|(?<today>today)'s|(?:the|my|our) (?:last|latest|published)(?: published)?) post(?:\s*:\s*(?<text>[\s\S]+)|(?: to| with|,)?[^:\n]{0,80})$/u,
  asks: /^(?:can|could|do|did|will|would|are|is) (?:you|i|it)\b.*\?$|^(?:how|where|why|what|when|which) (?:do|does|did|can|is|are|much|many|will|went|was)\b.*\?$|^(?:please )?(?:don't|do not|never) (?:post|publish|send|schedule|move)\b/u,
  zone: /^(?:my |our |the )?(?:time\s?zone|timezone|clock|local time)(?: is| should be|:)?(?: now)?(?: in| set to| on)? (?<zone>[^?]+)$|^(?:set|change) (?:my |the )?(?:time\s?zone|timezone|clock) to (?<zone2>.+)$/u,
  speak: /^(?:speak|talk|answer|write to me|reply|switch to|in)(?: to me)?(?: in)? (?<language>english|italian)$/u,
  languageNames: { english: 'en', italian: 'it' },
  name: /^(?:we are called|we're called|our name is|our brand is(?: called)?|my brand is(?: called)?|the brand is(?: called)?|brand name:?|call us) (?<name>.{1,60})$/u,
  gap: {
    set: /^(?:please )?(?:(?:leave|keep|wait|have|put) )?(?:at least |a gap of |a minimum of )?(?<amount>half an|an?|\d{1,3}) ?(?:(?<hours>hours?|hrs?|h)|minutes?|mins?)(?: gap)? between (?:my |our |two |the )?posts?(?: (?:on|for) (?<networks>.+))?$/u,
    none: /^(?:no|remove the|drop the) (?:minimum )?gap(?: between (?:my |our )?posts)?(?: (?:on|for) (?<networks>.+))?$/u,
    half: /^half/u,
  },
  budget:
    /^(?:(?:please\s+)?(?:set|make|change|give me)\s+)?(?:(?:a|an|the|my|our)\s+)?(?:model\s+)?(?:(?<day1>daily)\s+|monthly\s+)?(?:budget|spend(?:ing limit)?)(?:\s*(?:of|is|to|at most|up to|no more than|:|=))*\s*(?:[$]|us[$]|usd)?\s*(?<amount>\d[\d,]*(?:\.\d{1,2})?)\s*(?<currency>[$]|[\p{L}€£]+)?\s*(?:(?:a|per|each|every|\/)\s*(?:(?<day2>day)|month)|(?<day3>daily)|monthly)?$|^(?<none>(?:no|remove the|remove my|drop the|without a) (?:(?<day4>daily)\s+|monthly\s+)?(?:budget|spending limit)(?: (?:a|per) (?:(?<day5>day)|month))?)$/u,
  connect: whole(
    `(?:please )?(?:re-?)?connect(?: (?:to|with|me|us|my|our|the|a|an))*(?: account on)? (?<network>${anyPlatform})(?: (?:account|profile|again|please))*`,
  ),
  options: [
    {
      pattern: sticky(
        `(?:(?:send|post|publish)(?: ${it})? )?(?:silently|silent|quietly|without (?:a )?(?:sound|notification))`,
      ),
      option: { name: 'silent', value: true },
    },
    {
      pattern: sticky('not silent(?:ly)?|(?:with )?(?:a )?(?:sound|notification)'),
      option: { name: 'silent', value: null },
      isSure: false,
    },
    {
      pattern: sticky('(?:without|no|drop|remove|hide)(?: the| a| any)? (?:link )?preview'),
      option: { name: 'linkPreview', value: false },
    },
    {
      pattern: sticky('(?:with |show )?(?:the |a )?link preview'),
      option: { name: 'linkPreview', value: null },
      isSure: false,
    },
    { pattern: sticky('unlisted'), option: { name: 'visibility', value: 'unlisted' } },
    {
      pattern: sticky('(?:only |just )?(?:for|to) (?:my |our )?followers(?: only)?|followers[- ]only'),
      option: { name: 'visibility', value: 'private' },
    },
    {
      pattern: sticky('only (?:for |to )?(?:the )?(?:people|those) mentioned|mentioned people only'),
      option: { name: 'visibility', value: 'direct' },
    },
    {
      pattern: sticky('public(?:ly)?(?: visible)?(?: again)?|listed'),
      option: { name: 'visibility', value: null },
      isSure: false,
    },
    {
      pattern: sticky('(?:no|without(?: a| the)?|remove the|drop the) first comment'),
      option: { name: 'firstComment', value: null },
    },
    {
      pattern: sticky('(?:no|without(?: a| the)?|remove the|drop the) (?:content )?warning'),
      option: { name: 'contentWarning', value: null },
    },
  ],
  firstComment: /^(?:(?:with|add|put) )?(?:a |the )?first comment(?::\s*|\s+)(?<comment>.+)$/u,
  warning: /^(?:(?:with|add|put) )?(?:a )?(?:content warning|cw)(?::\s*|\s+)(?<warning>.+)$/u,
  postLanguage:
    /^(?:the )?(?:(?:post'?s? )?language(?: of the post)?(?: is|:)?|(?:mark|tag)(?:ged)? (?:it )?as) (?<language>\p{L}+)$/u,
  postLanguages: {
    english: 'en',
    italian: 'it',
    german: 'de',
    french: 'fr',
    spanish: 'es',
    portuguese: 'pt',
    dutch: 'nl',
  },
  slots: {
    set: /^(?:my slots are|set (?:my )?slots?(?: to)?|slots:|change (?:my )?slots? to)\s*/u,
    remove: /^(?:remove|delete|drop|no more|not) (?:the )?(?:slots? )?(?:on )?|\s*slots?$/u,
    add: /^(?:(?:please\s+)?(?:add(?: a)? slots?|new slot|post|publish|schedule|slot|slots)(?:\s+(?:it|posts?))?(?:\s+(?:for|on))?:?)\s*|[\s,]*(?:please|slots?)$/gu,
  },
}
