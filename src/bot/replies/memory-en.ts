// The memory in English.
import { lines } from './join.ts'
import type { MemoryWords } from './memory-words.ts'

export const en: MemoryWords = {
  labels: {
    correct: 'Correct',
    forget: 'Forget',
    more: 'More',
    undo: 'Undo',
    yes: 'Yes',
    no: 'No',
    keepAll: 'Keep it all',
    asPost: 'Use it as a post',
    use: 'Use',
    stillTrue: 'Yes, it still holds',
    tooLong: 'Too long',
    tooSalesy: 'Too salesy',
    notOurWords: 'Not our words',
  },
  rules: {
    tooLong: 'Write shorter.',
    tooSalesy: 'Use plain words, nothing that sounds like advertising.',
    notOurWords: 'Use the words of the past posts, and no others of your own.',
  },
  source: {
    given: () => 'from the settings',
    said: () => 'you told me',
    site: (origin) => `from ${origin ?? 'your website'}`,
    pasted: () => 'a post you sent me',
    imported: (origin) => `read from ${origin ?? 'your account'}`,
    learned: () => 'learned, after your yes',
    liked: (origin) => `you liked post ${origin ?? ''}`.trim(),
  },
  kinds: { rules: 'Rule', facts: 'Fact', samples: 'Past post' },
  memory: {
    head: ({ counts, page, pages }) =>
      `I know ${count(counts.rules, 'rule')}, ${count(counts.facts, 'fact')} and ${count(counts.samples, 'past post')}.${pages > 1 ? ` Page ${page} of ${pages}.` : ''}`,
    empty:
      "I know nothing of you beyond your settings. Say “remember that ...”, “never say 'cheap'”, “here are some of my posts: ...” or “read our website barluce.example”.",
    line: (number, item) =>
      `${number} · ${item.kind}: ${item.text}\n  ${item.from}${item.until === null ? '' : ` · until ${item.until}`}`,
  },
  remembered: ({ item, until, planned }) =>
    lines(
      item.terms.length > 0
        ? `Remembered: never ${item.terms.map((term) => `“${term}”`).join(', ')}. I check it before you approve and again before it is sent.`
        : `Remembered ${item.table === 'rules' ? 'as a rule' : 'as a fact'}: ${item.text}`,
      until !== null && `Until ${until}; then I ask whether it still holds.`,
      planned > 0 &&
        `${planned === 1 ? 'One planned post says it' : `${planned} planned posts say it`}; I ask before it goes out.`,
    ),
  forgotten: (text) => `Forgotten: ${text}`,
  whichToForget: (count) => (count === 0 ? 'I remember nothing like that.' : 'Which of these?'),
  askCorrection: (text) => `What should it say instead of “${text}”?`,
  correctedTo: ({ text, until }) => lines(`Now it says: ${text}`, until !== null && `Until ${until}.`),
  samplesKept: ({ added, known, total, networks }) =>
    lines(
      `${added === 0 ? 'No new posts' : count(added, 'post')} kept as an example of how you sound${networks.length > 0 ? `, from ${networks.join(' and ')}` : ''}.`,
      known > 0 && `${known === 1 ? 'One I knew' : `${known} I knew`} already.`,
      `${count(total, 'past post')} in all; the nearest few go with each draft.`,
    ),
  noSamples: {
    empty:
      'I found no posts in that. Send them with an empty line between, as a table with a column “text”, or as JSON.',
    full: 'I keep 500 past posts, and that many are here. Forget some first.',
    notConnected: 'No account of that network is connected.',
    noAnswer: 'The network does not answer just now. Try again later.',
    cannot: 'I can read past posts from Bluesky and Mastodon. From other networks, paste them here.',
  },
  siteStudied: ({ url, name, description, facts, texts }) =>
    lines(
      `I read ${url}.`,
      name !== '' && `Name: ${name}`,
      description !== '' && description,
      ...facts,
      texts.length > 0 && `And ${count(texts.length, 'sentence')} of how you sound: “${texts[0]?.slice(0, 120)}”`,
      facts.length === 0 && texts.length === 0 && description === '' ? 'It says little that I could use.' : 'Keep it?',
    ),
  siteNotRead: {
    notAddress: (address) => `“${address}” is not the address of a website.`,
    robots: (address) =>
      `${address} does not want to be read by programs (robots.txt). Tell me in your own words instead.`,
    noAnswer: (address) => `I cannot read ${address}: it does not answer by https.`,
    noPage: (address) => `${address} is not a page with words.`,
  },
  siteKept: ({ facts, samples }) => `Kept: ${count(facts, 'fact')} and ${count(samples, 'example')} of how you sound.`,
  rated: ({ isGood, isKept }) => {
    if (!isGood) return 'What is wrong with it? Pick one and I keep it as a rule, or say it: “remember: ...”.'
    return isKept ? 'Kept as an example of how you sound.' : 'I have it as an example already.'
  },
  lesson: {
    noHashtags: ({ seen }) => `You cut the hashtags ${times(seen)}. Stop using them?`,
    noEmoji: ({ seen }) => `You cut the emoji ${times(seen)}. Stop using them?`,
    noExclamation: ({ seen }) => `You cut the exclamation marks ${times(seen)}. Stop using them?`,
    shorter: ({ seen }) => `You made my drafts much shorter ${times(seen)}. Write shorter from now on?`,
    word: ({ seen, old, fresh }) => `You wrote “${fresh}” for my “${old}” ${times(seen)}. Always?`,
  },
  lessonAnswered: (isWanted, rule) =>
    isWanted ? `Remembered as a rule: ${rule}` : 'All right, it stays as it is. I will not ask again.',
  alternatives: (list, cost) =>
    [
      ...list.map(({ number, texts }) =>
        lines(`${number}`, ...texts.map(({ networks, text }) => (networks === '' ? text : `${networks}\n${text}`))),
      ),
      ...(cost === null ? [] : [cost]),
    ].join('\n\n'),
  noAlternatives: {
    noModel: "Without a model key I can't write other versions.",
    modelDown: "I can't write just now: no model answers.",
  },
  factEnded: ({ text, until }) => `“${text}” held until ${until}. Does it still hold?`,
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function times(number: number): string {
  const words = ['', 'once', 'twice', 'three times', 'four times', 'five times', 'six times']
  return words[number] ?? `${number} times`
}
