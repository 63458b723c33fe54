// The session on this side: one process holds it, starts the child, asks it for things, and starts it again when it fails.
import { type ChildProcess, fork } from 'node:child_process'
import type { Linking } from '../../../core/chat.ts'
import type { Logger } from '../../../core/context.ts'
import { ChatError } from '../../../core/errors.ts'
import type { Ask, FromChild, Seen, Sign, ToChild } from './protocol.ts'

/** What a session is made of. `folder` keeps the link to the telephone. */
export type SessionConfig = {
  folder: string
  chromium: string
  log: Logger
  /** True while this process is the one that holds the session. */
  hold: (name: string) => Promise<boolean>
  /** Told each change: what is waited for, or that it works. */
  changed: (linking: Linking) => void
  /** The program of the child; another one in tests. */
  program?: URL
  timing?: Partial<typeof usual>
}

/** Milliseconds: between looks at who holds it, until the first sign of life, until a call is answered, and between tries. */
const usual = {
  lookMs: 5_000,
  startMs: 120_000,
  silenceMs: 150_000,
  callMs: 30_000,
  restMs: 15_000,
  mostRestMs: 600_000,
}

/** What the session hears. */
export type Ears = { message(seen: Seen): Promise<void>; sign(sign: Sign): Promise<void> }

export type Session = ReturnType<typeof createSession>

/** Makes a session; nothing runs before `start`. */
export function createSession(config: SessionConfig) {
  const { log } = config
  const timing = { ...usual, ...config.timing }
  const calls = new Map<number, { done: (value: string | undefined) => void; failed: (why: string) => void }>()
  let linking: Linking = { state: 'starting' }
  let child: ChildProcess | undefined
  let watchdog: NodeJS.Timeout | undefined
  let look: NodeJS.Timeout | undefined
  let restsUntil = 0
  let failures = 0
  let lastCall = 0
  let isStopping = false
  let ended: Promise<void> = Promise.resolve()
  let ears: Ears | undefined

  function change(next: Linking): void {
    linking = next
    config.changed(next)
  }

  /** The child is given so long for its next sign of life. */
  function expect(ms: number): void {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => {
      log.warn({}, 'WhatsApp in the browser says nothing any more; it is started again')
      child?.kill('SIGKILL')
    }, ms)
    watchdog.unref()
  }

  async function tend(): Promise<void> {
    const isOurs = await config.hold('whatsapp-web').catch(() => false)
    if (isStopping) return
    if (!isOurs) {
      if (child !== undefined) stopChild()
      else if (linking.state !== 'elsewhere') change({ state: 'elsewhere' })
    } else if (child === undefined && Date.now() >= restsUntil) begin()
  }

  function begin(): void {
    change({ state: 'starting' })
    const program = config.program ?? new URL('./child.ts', import.meta.url)
    // Nothing of our environment is the browser's business.
    const started = fork(program, [config.folder, config.chromium], {
      env: { HOME: config.folder },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child = started
    expect(timing.startMs)
    started.on('message', (message) => hear(message as FromChild))
    started.on('error', (error) => log.warn({ err: error }, 'WhatsApp in the browser did not start'))
    ended = new Promise((done) => {
      started.once('close', () => {
        if (child === started) child = undefined
        clearTimeout(watchdog)
        for (const [id, call] of calls) {
          calls.delete(id)
          call.failed('the browser ended')
        }
        if (!isStopping) fall()
        done()
      })
    })
  }

  /** The child ended: it is tried again, later each time, and everything else goes on. */
  function fall(): void {
    failures++
    const restMs = Math.min(timing.mostRestMs, timing.restMs * 2 ** Math.min(failures - 1, 10))
    restsUntil = Date.now() + restMs
    const why = linking.state === 'off' ? linking.why : 'the browser ended'
    log.warn({ why, failures }, 'WhatsApp in the browser is off; it is tried again')
    change({ state: 'off', why })
  }

  function hear(message: FromChild): void {
    switch (message.is) {
      case 'qr':
        failures = 0
        clearTimeout(watchdog)
        change({ state: 'waiting', qr: message.qr })
        break
      case 'loading':
        if (linking.state !== 'starting') change({ state: 'starting' })
        expect(timing.startMs)
        break
      case 'ready':
        failures = 0
        expect(timing.silenceMs)
        change({ state: 'linked', number: message.number })
        break
      case 'alive':
        expect(timing.silenceMs)
        break
      case 'out':
        change({ state: 'off', why: message.why })
        break
      case 'message':
        taken(ears?.message(message.message))
        break
      case 'sign':
        taken(ears?.sign(message.sign))
        break
      case 'done':
        calls.get(message.call)?.done(message.value)
        calls.delete(message.call)
        break
      case 'failed':
        calls.get(message.call)?.failed(message.why)
        break
    }
  }

  /** What was not stored is lost here: WhatsApp tells a message to a browser once. */
  function taken(work: Promise<void> | undefined): void {
    work?.catch((error: unknown) => log.error({ err: error }, 'a message from WhatsApp was not stored'))
  }

  /** Asks the child; throws a ChatError where it does not run or does not answer. */
  function ask(asked: Ask): Promise<string | undefined> {
    const to = child
    if (to === undefined) return Promise.reject(new ChatError('unavailable'))
    const call = ++lastCall
    return new Promise((resolve, reject) => {
      const failed = (why: string) => {
        clearTimeout(timer)
        calls.delete(call)
        reject(new ChatError('unavailable', { cause: new Error(why) }))
      }
      const timer = setTimeout(() => failed('no answer in time'), timing.callMs)
      const done = (value: string | undefined) => {
        clearTimeout(timer)
        resolve(value)
      }
      calls.set(call, { done, failed })
      to.send({ ...asked, call } satisfies ToChild, (error) => error && failed('the browser is gone'))
    })
  }

  function stopChild(): void {
    const leaving = child
    if (leaving === undefined) return
    if (leaving.connected) leaving.send({ ask: 'stop' } satisfies ToChild)
    const last = setTimeout(() => leaving.kill('SIGKILL'), 10_000)
    leaving.once('close', () => clearTimeout(last))
  }

  return {
    ask,
    linking: () => linking,
    start(given: Ears): void {
      ears = given
      look = setInterval(() => void tend(), timing.lookMs)
      void tend()
    },
    async stop(): Promise<void> {
      isStopping = true
      clearInterval(look)
      clearTimeout(watchdog)
      stopChild()
      await ended
    },
  }
}
