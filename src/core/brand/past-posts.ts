// Past posts as somebody pastes them: a JSON list, a table with a header, or texts parted by empty lines.
import { platformIds } from '../platform.ts'
import type { NewSample } from './memory.ts'

/** No more than this at once, and none longer. */
const mostPosts = 500
const mostCharacters = 4_000
const fewestCharacters = 15

/** Reads past posts out of a text; what is too short to be one is left out. */
export function readPastPosts(text: string): NewSample[] {
  const said = text.trim()
  const found = fromJson(said) ?? fromTable(said) ?? fromText(said)
  return found
    .map((one) => ({ ...one, text: one.text.trim().slice(0, mostCharacters) }))
    .filter((one) => one.text.length >= fewestCharacters)
    .slice(0, mostPosts)
}

const textNames = [
  'text',
  'content',
  'full_text',
  'post',
  'body',
  'message',
  'caption',
  'testo',
  'contenuto',
  'messaggio',
]
const dateNames = ['date', 'created_at', 'createdat', 'posted_at', 'published', 'timestamp', 'data', 'quando']
const linkNames = ['url', 'link', 'permalink', 'indirizzo']
const networkNames = ['platform', 'network', 'rete', 'piattaforma']

function fromJson(said: string): NewSample[] | undefined {
  if (!/^[[{]/.test(said)) return undefined
  try {
    const parsed: unknown = JSON.parse(said)
    const list = Array.isArray(parsed) ? parsed : Object.values(Object(parsed)).find(Array.isArray)
    if (!Array.isArray(list)) return undefined
    return list.flatMap((one: unknown): NewSample[] => {
      if (typeof one === 'string') return [{ text: one }]
      return typeof one === 'object' && one !== null ? sampleOf(Object.entries(one)) : []
    })
  } catch {
    return undefined
  }
}

/** A table with commas, semicolons or tabs whose first line names a column for the text. */
function fromTable(said: string): NewSample[] | undefined {
  const [head = ''] = said.split('\n', 1)
  const sign = [',', ';', '\t'].find((one) => head.includes(one)) ?? ','
  const [names, ...lines] = cellsOf(said, sign)
  const columns = (names ?? []).map((name) => name.trim().toLowerCase())
  if (!columns.some((name) => textNames.includes(name))) return undefined
  return lines.flatMap((cells) => sampleOf(columns.map((name, i): [string, unknown] => [name, cells[i] ?? ''])))
}

function fromText(said: string): NewSample[] {
  const parts = said.split(/\n\s*(?:-{3,}|\*{3,}|_{3,})\s*\n|\n\s*\n/u)
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  // A list without empty lines between: each line with its sign is a post.
  const isList =
    parts.length === 1 && lines.length > 1 && lines.every((line) => /^\s*(?:[-*•]|\d{1,3}[.)])\s+/u.test(line))
  const texts = isList ? lines : parts
  return texts.map((one) => ({
    text: one
      .trim()
      .replace(/^(?:[-*•]|\d{1,3}[.)])\s+/u, '')
      .replace(/^["“«]([\s\S]*)["”»]$/u, '$1'),
  }))
}

function sampleOf(entries: [string, unknown][]): NewSample[] {
  const get = (names: readonly string[]) => {
    const value = entries.find(([name]) => names.includes(name.toLowerCase()))?.[1]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const text = get(textNames)
  if (text === '') return []
  const date = Date.parse(get(dateNames))
  const platform = platformIds.find((id) => id === get(networkNames).toLowerCase())
  const origin = get(linkNames).slice(0, 500)
  return [
    {
      text,
      ...(platform !== undefined && { platform }),
      ...(origin !== '' && { origin }),
      ...(!Number.isNaN(date) && { postedAt: new Date(date).toISOString() }),
    },
  ]
}

/** The cells of a table, quoted ones with their line breaks. */
function cellsOf(said: string, sign: string): string[][] {
  const lines: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < said.length; i++) {
    const character = said.charAt(i)
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (said.charAt(i + 1) === '"') cell += said.charAt(++i)
      else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === sign || character === '\n') {
      lines.at(-1)?.push(cell.replace(/\r$/, ''))
      cell = ''
      if (character === '\n') lines.push([])
    } else cell += character
  }
  lines.at(-1)?.push(cell)
  return lines
}
