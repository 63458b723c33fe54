// A link becomes a post: its page is fetched through the guard, once a day, and its picture is offered.
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkReader } from '../../src/channels/link.ts'
import { createRequest } from '../../src/channels/request.ts'
import { type Desk, openDesk } from '../support/desk.ts'
import { plain } from '../unit/media/pictures.ts'

const page = `<html><head><title>News</title>
  <meta property="og:title" content="Espresso bar wins a prize">
  <meta property="og:description" content="The small bar in via Roma is the best of the year.">
  <meta property="og:image" content="/cup.png"></head>
  <body><script>alert('no words')</script><p>The jury came three times, and never told anybody who they were.</p></body></html>`

let desk: Desk
let server: Server
const at = 'https://espresso.example.com'
const asked: string[] = []
const request = createRequest({
  now: () => new Date(),
  allowPrivateHosts: ['localhost'],
  userAgent: 'Leopost',
})
const read = createLinkReader(request)

beforeAll(async () => {
  const picture = await plain(80, 40).png().toBuffer()
  server = createServer((asking, answer) => {
    const url = asking.url ?? ''
    asked.push(url)
    const html = (body: string) => answer.setHeader('content-type', 'text/html').end(body)
    if (url === '/cup.png') answer.end(picture)
    else if (url === '/inward') answer.writeHead(302, { location: `http://127.0.0.1:${port()}/news` }).end()
    else if (url === '/program') answer.setHeader('content-type', 'application/octet-stream').end('MZ')
    else if (url === '/endless') {
      answer.setHeader('content-type', 'text/html')
      const more = () => answer.write('<p>more</p>'.repeat(10_000)) || answer.once('drain', more)
      answer.on('drain', more)
      more()
    } else if (url === '/svg') html(page.replace('/cup.png', '/evil.svg'))
    else if (url === '/evil.svg') answer.end('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    else if (url === '/inner') html(page.replace('/cup.png', `http://127.0.0.1:${port()}/cup.png`))
    else if (url === '/untitled')
      html(
        '<p>The new oven bakes two hundred loaves in a morning, and the first of them are given away at the door.</p>',
      )
    else if (url === '/headed') html('<h1>The <b>new</b> oven</h1>')
    else if (url === '/bare') html('<div></div>')
    else if (url.startsWith('/news')) html(page)
    else answer.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  // The name of the site is one that a link may have; where it leads is this server.
  desk = await openDesk({
    fetchPage: (address, signal) => read(address.replace(at, `http://localhost:${port()}`), signal),
  })
})
afterAll(async () => {
  await desk.close()
  await request.close()
  server.closeAllConnections()
  server.close()
})
const port = () => {
  const address = server.address()
  return typeof address === 'object' ? address?.port : 0
}
let chats = 0
const somebody = () => desk.otherChat(`links-${++chats}`)

describe('a link', () => {
  it('that stands alone becomes a post of what its page says of itself, with the link', async () => {
    const [card] = await (await somebody()).says(`${at}/news`)
    expect(card?.text).toContain('Read the page “Espresso bar wins a prize”.')
    expect(card?.card?.variants[0]?.text).toBe(
      `Espresso bar wins a prize\n\nThe small bar in via Roma is the best of the year.\n\n${at}/news`,
    )
    expect(card?.card?.media).toEqual([])
  })

  it('to a page without a title, or without any words, is not said to be silent', async () => {
    const [untitled] = await (await somebody()).says(`${at}/untitled`)
    expect(untitled?.text).toContain('Read the page of that link.')
    expect(untitled?.card?.variants[0]?.text).toBe(
      `The new oven bakes two hundred loaves in a morning, and the first of them are given away at the door.\n\n${at}/untitled`,
    )
    const [headed] = await (await somebody()).says(`${at}/headed`)
    expect(headed?.text).toContain('Read the page “The new oven”.')
    const [bare] = await (await somebody()).says(`Look at this, all of you: ${at}/bare`)
    expect(bare?.text).toContain('has no words that I can read')
    expect(bare?.card?.variants[0]?.text).toBe(`Look at this, all of you: ${at}/bare`)
  })

  it('offers the picture of its page, which one press puts on the post', async () => {
    const person = await somebody()
    const own = `We won a prize, and this is what they wrote: ${at}/news?picture`
    const [card] = await person.says(own)
    expect(card?.card?.variants[0]?.text).toBe(own)
    const [after] = await person.presses('Picture of the page')
    expect(after?.text).toContain('Picture added.')
    expect(after?.card?.media).toHaveLength(1)
  })

  it('is fetched once a day for a workspace, with its picture', async () => {
    const before = asked.length
    for (let i = 0; i < 3; i++) await (await somebody()).says(`${at}/news?once`)
    expect(asked.slice(before)).toEqual(['/news?once', '/cup.png'])
    desk.clock.pass(25 * 3_600_000)
    await (await somebody()).says(`${at}/news?once`)
    expect(asked.slice(before)).toEqual(['/news?once', '/cup.png', '/news?once', '/cup.png'])
  })

  it.each([
    ['leads to this machine', '/inward'],
    ['is no page', '/program'],
    ['is not there', '/nothing'],
    ['never ends', '/endless'],
  ])('that %s is left alone, which is said', async (_, path) => {
    const [card] = await (await somebody()).says(`This is worth a look for all of us today: ${at}${path}`)
    expect(card?.text).toContain('did not answer')
    expect(card?.card?.variants[0]?.text).toContain(path)
  })

  it.each(['http://127.0.0.1', 'http://169.254.169.254/latest/meta-data', 'http://[::1]'])(
    'to %s is not followed',
    async (address) => {
      const before = asked.length
      expect(
        await read(address.startsWith('http://127') ? `${address}:${port()}/news` : address, signal()),
      ).toBeUndefined()
      expect(asked.length).toBe(before)
    },
  )

  it.each(['/svg', '/inner'])('has no picture where that is none, or lies on this machine: %s', async (path) => {
    const [card] = await (await somebody()).says(`${at}${path}`)
    expect(card?.text).toContain('Read the page')
    expect(card?.choices.map(({ label }) => label)).not.toContain('Picture of the page')
  })
})

const signal = () => new AbortController().signal
