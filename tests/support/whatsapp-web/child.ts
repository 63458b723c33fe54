// A child in the place of the one with the browser: it speaks the same protocol, and does what a test tells it over a socket.
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

// The folder's name carries the port: the environment of a child is empty.
const [folder = ''] = process.argv.slice(2)
const port = Number(/hand-(\d+)/.exec(folder)?.[1])
const hand = connect(port, '127.0.0.1')
const say = (message: object) => void hand.write(`${JSON.stringify(message)}\n`)

// What the test says goes to the parent, what the parent says to the test.
createInterface({ input: hand }).on('line', (line) => {
  const message = JSON.parse(line)
  if (message.die === true) process.exit(1)
  process.send?.(message)
})
process.on('message', (message: { ask?: string }) => {
  say(message)
  if (message.ask === 'stop') hand.end(() => process.exit(0))
})
hand.on('close', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
