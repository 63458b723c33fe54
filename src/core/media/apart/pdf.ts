// A program: the text of a PDF from its input, as JSON; page by page, until there is enough.
import { answer, guard, readInput } from './guard.ts'
import { type Item, linesOf } from './pdf-lines.ts'

/** What is read at most. */
const mostPages = 60
const mostCharacters = 20_000

guard()
const bytes = new Uint8Array(await readInput())
const { getDocumentProxy } = await import('unpdf')
try {
  const pdf = await getDocumentProxy(bytes, { useSystemFonts: false, verbosity: 0 })
  const pages = Math.min(pdf.numPages, mostPages)
  let text = ''
  let read = 0
  for (; read < pages && text.length < mostCharacters; read++) {
    const page = await pdf.getPage(read + 1)
    const { items } = await page.getTextContent()
    text += `${linesOf(items.flatMap((item): Item[] => ('str' in item ? [item] : [])))}\n\n`
    page.cleanup()
  }
  const isWhole = read === pdf.numPages && text.length <= mostCharacters
  answer(JSON.stringify({ kind: 'text', text: text.slice(0, mostCharacters), pages: pdf.numPages, isWhole }))
} catch (error) {
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  answer(JSON.stringify({ kind: 'none', why: isLocked ? 'locked' : 'broken' }))
}
