// The process that talks: sends messages at a rate and times their acknowledgement, then times whole turns one after the other.
import { Agent, request } from 'undici'
import type { Heard, Talk } from './turns.ts'

// One connection for each message under way: a message never waits for another on the side of the client.
const agent = new Agent({ connections: 4_000, pipelining: 1 })

process.once('message', (message) => {
  talk(message as Talk).then(
    (heard) => process.send?.(heard),
    (error) => {
      process.stderr.write(`${error}\n`)
      process.exit(1)
    },
  )
})

async function talk(given: Talk): Promise<Heard> {
  const acks: number[] = []
  const turns: number[] = []
  // Warm: every conversation exists and the code is compiled.
  for (const token of given.tokens) await turn(given, token, 'drafts')
  const gap = 1000 / given.acks.perSecond
  const from = performance.now()
  const under = new Set<Promise<void>>()
  for (let i = 0; i < given.acks.count; i++) {
    const wait = from + i * gap - performance.now()
    if (wait > 1) await new Promise((done) => setTimeout(done, wait))
    const one = acknowledged(given, given.tokens[i % given.tokens.length] ?? '').then((ms) => {
      acks.push(ms)
      under.delete(one)
    })
    under.add(one)
    if (under.size >= (given.acks.mostUnderWay ?? Number.POSITIVE_INFINITY)) await Promise.race(under)
  }
  await Promise.all(under)
  for (let i = 0; i < given.turns; i++) {
    const at = performance.now()
    await turn(given, given.tokens[i % given.tokens.length] ?? '', i % 2 === 0 ? 'drafts' : 'what is planned')
    turns.push(performance.now() - at)
  }
  return { acks, turns }
}

/** From sending until the head of the answer: the message is committed then. */
async function acknowledged(given: Talk, token: string): Promise<number> {
  const at = performance.now()
  const answer = await post(given.url, token, 'what is planned', 'text/event-stream')
  const ms = performance.now() - at
  await answer.body.dump()
  return ms
}

async function turn(given: Talk, token: string, text: string): Promise<void> {
  const answer = await post(given.url, token, text, 'application/json')
  if (answer.statusCode !== 200)
    throw new Error(`a turn was answered ${answer.statusCode}: ${await answer.body.text()}`)
  await answer.body.json()
}

function post(url: string, token: string, text: string, accept: string) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept }
  return request(`${url}/api/v1/messages`, {
    method: 'POST',
    dispatcher: agent,
    headers,
    body: JSON.stringify({ text }),
  })
}
