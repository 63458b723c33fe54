// Draws messages as Telegram shows them, from what was sent to the Bot API: for looking at cards, and for the README.
import type { Shown } from './world.ts'

/** One message of the chat: of the bot, as it was sent, or of the person, with a picture as a data URL. */
export type Bubble =
  | { by: 'bot'; shown: Pick<Shown, 'text' | 'entities' | 'buttons'>; picture?: string }
  | { by: 'person'; text: string; from?: string; picture?: string }

/** A page that shows chats with a bot of this name, side by side. */
export function drawChats(name: string, chats: readonly (readonly Bubble[])[]): string {
  const head = `<h1>${plain(name)}<small>bot</small></h1>`
  const drawn = chats.map((bubbles) => `<main>${head}${bubbles.map(bubble).join('')}</main>`)
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${drawn.join('')}`
}

function bubble(one: Bubble): string {
  const picture = one.picture === undefined ? '' : `<img src="${one.picture}" alt="">`
  if (one.by === 'person') {
    const from = one.from === undefined ? '' : `<b class="from">Forwarded from ${plain(one.from)}</b>`
    return `<section class="person"><div class="bubble">${from}${picture}<p>${plain(one.text)}</p></div></section>`
  }
  const { text, entities, buttons } = one.shown
  const words = text === '' ? '' : `<p>${marked(text, entities)}</p>`
  const rows = buttons.map(
    (row) => `<div class="row">${row.map(({ text }) => `<button>${plain(text)}</button>`).join('')}</div>`,
  )
  return `<section><div class="bubble">${picture}${words}</div>${rows.join('')}</section>`
}

const tags = { bold: 'b', blockquote: 'blockquote', text_link: 'a' }

/** The text with its entities as elements; they lie inside one another and never across. */
function marked(text: string, entities: Shown['entities']): string {
  const cuts = [...new Set([0, text.length, ...entities.flatMap((one) => [one.offset, one.offset + one.length])])]
  const out = cuts
    .toSorted((a, b) => a - b)
    .flatMap((at, i, all) => {
      const ends = entities.filter((one) => one.offset + one.length === at).toReversed()
      const starts = entities.filter((one) => one.offset === at)
      const tag = (one: (typeof entities)[number]) => (one.type in tags ? tags[one.type as keyof typeof tags] : 'span')
      return [
        ...ends.map((one) => `</${tag(one)}>`),
        ...starts.map((one) => `<${tag(one)}>`),
        plain(text.slice(at, all[i + 1] ?? at)),
      ]
    })
    .join('')
  // A quotation is a block: the line breaks around it are its own.
  return out.replaceAll(/\n<blockquote>/g, '<blockquote>').replaceAll(/<\/blockquote>\n/g, '</blockquote>')
}

function plain(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const style = `
body { margin: 0; font: 15px/1.38 system-ui, 'Liberation Sans', sans-serif; background: #fff; display: flex; gap: 14px; width: max-content }
main { padding: 0 10px 14px; width: 450px; background: #d5e4c8; border: 1px solid #c9d6bf; border-radius: 12px; overflow: hidden }
h1 { font-size: 16px; margin: 0 -10px 12px; padding: 11px 16px; background: #fff; border-bottom: 1px solid #dcdcdc }
h1 small { display: block; font-weight: 400; font-size: 13px; color: #8a8a8a }
section { width: 400px; margin: 0 0 8px }
section.person { margin-left: auto; display: flex; justify-content: flex-end; width: 350px }
.bubble { background: #fff; border-radius: 14px; padding: 7px 11px; box-shadow: 0 1px 1px #0002; overflow: hidden }
.person .bubble { background: #effddf }
p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
.from { color: #3d8b37; font-weight: 500; font-size: 14px; display: block }
img { display: block; width: calc(100% + 22px); margin: -7px -11px 6px; max-height: 190px; object-fit: cover }
img:last-child { margin-bottom: -7px }
blockquote { margin: 4px 0; padding: 4px 10px; border-left: 3px solid #3a95d5; background: #3a95d51a; border-radius: 5px }
a { color: #2678b6; text-decoration: none }
.row { display: flex; gap: 4px; margin-top: 4px }
.row button { flex: 1; border: 0; border-radius: 8px; padding: 9px 4px; font: 500 14px system-ui, 'Liberation Sans', sans-serif; color: #fff; background: #5b7d4ecc }
`
