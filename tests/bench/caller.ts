// The process that calls a webhook at a rate and times each acknowledgement.
import { Agent, request } from 'undici'
import type { Call, Calling } from './webhooks.ts'

// One connection for each call under way: none waits for another on the side of the client.
const agent = new Agent({ connections: 4_000, pipelining: 1 })

process.once('message', (message) => {
  callAll(message as Calling).then(
    (acks) => process.send?.(acks),
    (error) => {
      process.stderr.write(`${error}\n`)
      process.exit(1)
    },
  )
})

async function callAll({ url, calls, perSecond }: Calling): Promise<number[]> {
  const gap = 1000 / perSecond
  const from = performance.now()
  const under: Promise<number>[] = []
  for (const [i, call] of calls.entries()) {
    const wait = from + i * gap - performance.now()
    if (wait > 1) await new Promise((done) => setTimeout(done, wait))
    under.push(acknowledged(url, call))
  }
  return Promise.all(under)
}

async function acknowledged(url: string, { path, headers, body }: Call): Promise<number> {
  const at = performance.now()
  const answer = await request(url + path, { method: 'POST', dispatcher: agent, headers, body })
  const ms = performance.now() - at
  if (answer.statusCode !== 200) throw new Error(`a call was answered ${answer.statusCode}`)
  await answer.body.dump()
  return ms
}
