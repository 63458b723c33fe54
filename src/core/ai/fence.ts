// What is not the house's own is put behind a fence in a prompt, and cannot climb out of it.

const names = ['quoted', 'idea', 'current', 'instruction', 'brand', 'rules', 'facts', 'samples'] as const

/** The fences of a prompt. */
export type Fence = (typeof names)[number]

const tag = new RegExp(`<(?=\\s*/?\\s*(?:${names.join('|')})(?![\\p{L}\\p{N}]))`, 'giu')

const markLike = /^[\s*#`]*={2,}(?=[^=\n]{1,40}={2,})/gmu

/** A text between the marks of a fence, cut to a length; marks of fences and of sections in it are made harmless. */
export function fenced(name: Fence, text: string, most: number, label = ''): string {
  const head = label === '' ? name : `${name} ${label}`
  return `<${head}>\n${harmless(clean(text).slice(0, most))}\n</${name}>`
}

/** A text in which nothing looks like a fence or like the mark of a section. */
export function harmless(text: string): string {
  return text.replaceAll(tag, '‹').replaceAll(markLike, (signs) => signs.replaceAll('=', '＝'))
}

/** A text without NUL and with nothing broken in it. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\r\n', '\n').toWellFormed()
}
