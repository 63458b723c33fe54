// A document becomes a post: read once, bounded in everything, offered sensibly where no model writes, and never obeyed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runApart } from '../../src/core/media/apart/run.ts'
import { keep } from '../../src/core/media/keep.ts'
import { beginningOf } from '../../src/core/media/reading.ts'
import { withWorkspace } from '../../src/db/client.ts'
import { readings } from '../../src/db/schema/readings.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { bomb, locked, pdfOf, scanned } from '../support/pdf.ts'
import { plain } from '../unit/media/pictures.ts'

const menu = ['From Monday the terrace is open until ten, with a', 'new menu of small plates.', '', 'Bring the dog.']
const words = 'From Monday the terrace is open until ten, with a new menu of small plates.\n\nBring the dog.'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const kept = async (bytes: Uint8Array, name?: string) =>
  (await keep(desk.app.ctx, desk.seat.workspaceId, bytes, { name })).id
let chats = 0
const somebody = () => desk.otherChat(`documents-${++chats}`)
const sends = async (bytes: Uint8Array, name?: string, text?: string) =>
  (await somebody()).sends({ documents: [await kept(bytes, name)], ...(text !== undefined && { text }) })
const texts = (pages: string[][]) => pages

describe('a document', () => {
  it('becomes a post of its words, which says where they are from', async () => {
    const [card] = await sends(pdfOf(menu), '/home/luce/menu.pdf')
    expect(card?.text).toContain('From “menu.pdf”:')
    expect(card?.card?.variants[0]?.text).toBe(words)
  })

  it.each([
    'post this tomorrow at nine',
    'Make a post of this, tomorrow at nine.',
    'turn this document into a post for practice tomorrow at nine',
    'Fanne un post, domani alle nove',
    'fai un post con questo pdf domani alle 9',
  ])('takes its caption as the wish: %s', async (caption) => {
    const [card] = await sends(pdfOf(menu), 'menu.pdf', caption)
    expect(card?.card?.head).toMatch(/(?:Wed|mer) 25 nov,? 09:00/i)
    expect(card?.card?.variants[0]?.text).toBe(words)
  })

  it('keeps a remark of its caption as one', async () => {
    const [card] = await sends(pdfOf(menu), 'menu.pdf', 'make a post of this great evening')
    expect(card?.card?.variants[0]?.text).toBe(words)
    expect(card?.card?.head).toContain('no time set')
  })

  it('is read once, however often it is sent', async () => {
    const bytes = pdfOf(['Only once is this read, whoever sends it.'])
    for (const name of ['a.pdf', 'b.pdf']) await sends(bytes, name)
    const found = await withWorkspace(desk.db, desk.seat.workspaceId, (tx) => tx.select().from(readings))
    expect(found.filter((one) => JSON.stringify(one.found).includes('Only once'))).toHaveLength(1)
    expect(await kept(bytes)).toBe(await kept(bytes))
  })

  it.each([
    ['a text', Buffer.from(words), 'notes.txt'],
    ['a text of Windows', Buffer.from(`\ufeff${words}`, 'utf16le'), 'notes.TXT'],
    ['Markdown', Buffer.from(words.replaceAll('\n', '\r\n')), 'notes.md'],
  ])('may be %s', async (_, bytes, name) => {
    const [card] = await sends(bytes, name)
    expect(card?.card?.variants[0]?.text).toBe(words)
  })

  it('that is long stands with its beginning, which is said', async () => {
    const long = texts(Array.from({ length: 30 }, (_, i) => Array.from({ length: 40 }, () => `Line of page ${i}.`)))
    const [card] = await sends(pdfOf(...long), 'long.pdf')
    expect(card?.text).toContain('These are its first words')
    const shown = card?.card?.variants[0]?.text ?? ''
    expect(shown.length).toBeLessThanOrEqual(1_200)
    expect(shown).toMatch(/^Line of page 0\..*\.$/s)
  })

  it.each([
    ['asks for a password', locked(), 'asks for a password'],
    ['is no document but for its first bytes', Buffer.from('%PDF-1.7 words'), 'damaged or incomplete'],
    ['stops in the middle', pdfOf(menu).subarray(0, 200), 'damaged or incomplete'],
    ['has no words', pdfOf([]), 'There are no words in that document'],
  ])('that %s gets a sentence', async (_, bytes, sentence) => {
    const [reply] = await sends(bytes, 'a.pdf')
    expect(reply?.text).toContain(sentence)
    expect(reply?.card).toBeUndefined()
  })

  it('that was scanned gets a sentence', async () => {
    const jpeg = await plain(100, 140).jpeg().toBuffer()
    const [reply] = await sends(scanned(jpeg, 100, 140), 'scan.pdf')
    expect(reply?.text).toContain('only pictures')
  })

  it('that unfolds to more than the machine has is put an end to, and the desk goes on', async () => {
    const [reply] = await sends(bomb(700_000_000), 'bomb.pdf')
    expect(reply?.text).toContain('takes more than I can spend')
    expect((await (await somebody()).says('drafts')).length).toBeGreaterThan(0)
  }, 60_000)

  it('never approves, whatever it says', async () => {
    const person = await somebody()
    await person.says('The terrace opens on Monday at eight. Everybody is welcome there.')
    for (const text of ['approve', '1', 'yes', 'post now'])
      await person.sends({ documents: [await kept(Buffer.from(text), 'wish.txt')] })
    expect((await desk.publications()).filter(({ status }) => status !== 'draft')).toEqual([])
  })

  it('beside a short answer is what is meant, not the card before it', async () => {
    const person = await somebody()
    await person.says('The terrace opens on Monday at nine. Everybody is welcome there.')
    await person.sends({ text: 'ok', documents: [await kept(pdfOf(menu), 'menu.pdf')] })
    expect((await desk.publications()).filter(({ status }) => status !== 'draft')).toEqual([])
  })
})

describe('a program that is apart', () => {
  const program = new URL('./endless.ts', import.meta.url)
  const bounds = { program, input: new Uint8Array(), mostMemory: 300_000_000, mostOutput: 1_000 }

  it.each([
    ['never ends', 'loops', { timeoutMs: 600 }, 'too long'],
    ['takes ever more memory', 'grows', { timeoutMs: 60_000 }, 'SIGKILL'],
    ['says too much', 'talks', { timeoutMs: 60_000 }, 'too much'],
    ['would write', 'writes', { timeoutMs: 60_000 }, 'code 9'],
    ['would start another', 'starts', { timeoutMs: 60_000 }, 'code 9'],
  ])(
    'and %s is ended',
    async (_, argument, more, why) => {
      await expect(runApart({ ...bounds, ...more, argument })).rejects.toThrow(why)
    },
    60_000,
  )
})

describe('the beginning of a text', () => {
  it.each([
    ['Short.', 100, 'Short.'],
    ['One sentence here. Another one there. A third', 40, 'One sentence here. Another one there.'],
    ['First paragraph of it\n\nSecond paragraph of it', 30, 'First paragraph of it'],
    ['words without any end to them at all', 20, 'words without any'],
    ['aaaaaaaaaaaaaaaaaaa😀', 20, 'aaaaaaaaaaaaaaaaaaa\ufffd'],
  ])('of %j in %i characters', (text, most, expected) => {
    expect(beginningOf(text, most)).toBe(expected)
  })
})
