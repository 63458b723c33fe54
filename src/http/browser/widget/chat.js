// The chat: what was said, what is being answered, what goes wrong, and the way in. It keeps nothing but unsent words.
import { UploadError } from './attachment.js'
import { acceptDrops, createComposer } from './composer.js'
import { make } from './dom.js'
import { createLog } from './log.js'
import { createOutbox, newId } from './outbox.js'
import { failRow } from './rows.js'
import { createSession, RefusedError, SignedOutError } from './session.js'
import { follow, pause, readEvents } from './stream.js'

const pageSize = 30
const tries = 4

/**
 * Builds the chat and sets it going until the signal ends it.
 * @param {{words: import('./words.js').Words, origin: string, signal: AbortSignal}} given
 * @returns {HTMLElement}
 */
export function createChat({ words, origin, signal }) {
  const session = createSession(origin, showSession)
  const outbox = createOutbox(origin)
  const log = createLog({ words, base: origin, press, earlier: history, pageSize })
  const composer = createComposer({ words, session, draft: outbox.draft, submit })
  const notice = make('p', { className: 'notice', role: 'status', hidden: true })
  const door = make('div', { className: 'door', hidden: true })
  const empty = make('div', { className: 'empty', hidden: true }, make('p', {}, words.empty))
  const body = make(
    'div',
    { className: 'chat', 'data-drop': words.dropHere },
    log.element,
    empty,
    door,
    notice,
    composer.element,
  )
  let isLost = false
  let isSignedOut = false
  let isFollowing = false

  async function start() {
    showDoor()
    if (!session.isReady()) return
    try {
      if (!isFollowing) log.prepend(await history())
    } catch (error) {
      if (!(error instanceof SignedOutError)) offerStart()
      return
    }
    if (!isFollowing) for (const message of outbox.unsent()) keep(message)
    showEmpty()
    log.toEnd()
    if (isFollowing) return
    isFollowing = true
    const lastId = String(log.lastNumber())
    follow({ open: openEvents, lastId, signal, heard, state: showConnection })
    if (session.isOwn && matchMedia('(pointer: fine)').matches) composer.focus()
  }

  async function history(before) {
    const query = new URLSearchParams({ limit: String(pageSize), ...(before === undefined ? {} : { before }) })
    const answer = await (await session.ask(`/api/v1/messages?${query}`, { signal })).json()
    return answer.messages
  }

  async function openEvents(lastId, stop) {
    await session.ready()
    return session.ask('/api/v1/events', {
      signal: stop,
      headers: { Accept: 'text/event-stream', 'Last-Event-ID': lastId },
    })
  }

  function heard({ event, data }) {
    if (event === 'reply') log.addReply(JSON.parse(data))
    else if (event === 'message') log.addSaid(JSON.parse(data), false)
    showEmpty()
  }

  function submit({ text, attachments }) {
    const previews = attachments.map(({ preview }) => preview).filter((preview) => preview !== undefined)
    const message = { id: newId(), ...(text === '' ? {} : { text }) }
    const names = attachments.filter(({ preview }) => preview === undefined).map(({ file }) => file.name)
    const row = log.addSaid({ id: message.id, text: [text, ...names].filter(Boolean).join('\n'), pictures: previews })
    showEmpty()
    if (row !== null) deliver(message, row, attachments)
  }

  async function press(choice) {
    const message = { id: newId(), choice: choice.id }
    const row = log.addSaid({ id: message.id, choice: choice.label })
    return row === null || (await deliver(message, row, [], choice.label)) !== 'refused'
  }

  /** Stops what is being written; said like anything else, and answered before it. */
  function stop() {
    const message = { id: newId(), text: '/stop' }
    const row = log.addSaid({ id: message.id, choice: words.stop })
    if (row !== null) deliver(message, row, [])
  }

  /**
   * Shows again what an earlier visit could not send.
   * @param {import('./outbox.js').Message} kept
   */
  function keep({ label, ...message }) {
    const row = log.addSaid({ id: message.id, text: message.text, choice: label })
    if (row === null) outbox.remove(message.id)
    else fail(row, words.kept, message, [], label)
  }

  /** Sends a message with its pictures, and shows the answer as it grows or what went wrong. */
  async function deliver(message, row, attachments, label) {
    const wait = log.waiting(stop)
    const slow = setTimeout(() => wait.say(words.working), 400)
    try {
      const media = await uploaded(attachments, wait)
      const whole = media.length === 0 ? message : { ...message, media }
      outbox.add({ ...whole, ...(label === undefined ? {} : { label }) })
      await send(whole, wait)
      outbox.remove(message.id)
      return 'sent'
    } catch (error) {
      if (signal.aborted) return 'kept'
      const isRefused = error instanceof RefusedError
      if (isRefused) outbox.remove(message.id)
      const sentence = isRefused || (error instanceof UploadError && error.message !== '') ? error.message : undefined
      fail(
        row,
        sentence ?? (error instanceof UploadError ? words.notUploaded : words.kept),
        message,
        attachments,
        label,
      )
      return isRefused ? 'refused' : 'kept'
    } finally {
      clearTimeout(slow)
      wait.end()
    }
  }

  function fail(row, sentence, message, attachments, label) {
    failRow(row, sentence, [
      [words.tryAgain, () => deliver(message, row, attachments, label)],
      [words.remove, () => discard(message.id, row)],
    ])
  }

  function discard(id, row) {
    outbox.remove(id)
    log.forget(id)
    row.remove()
    composer.focus()
    showEmpty()
  }

  async function uploaded(attachments, wait) {
    for (const attachment of attachments) attachment.watch(() => wait.say(words.uploading(attachment.percent())))
    return Promise.all(attachments.map((attachment) => attachment.ready()))
  }

  /** Posts until the turn is over. A repeat carries the same id, so the server answers it with the first one's replies. */
  async function send(message, wait) {
    const offline = () => {}
    for (let attempt = 1; ; attempt++) {
      try {
        await turn(message, wait)
        offline()
        return
      } catch (error) {
        if (signal.aborted || error instanceof RefusedError || error instanceof SignedOutError) throw error
        wait.reset()
        if (!navigator.onLine) {
          showConnection(isLost === false)
          while (!navigator.onLine && !signal.aborted) await pause(60_000, signal)
          attempt = 0
        } else if (attempt === tries) throw error
        else await pause(500 * 2 ** attempt, signal)
      }
    }
  }

  async function turn(message, wait) {
    const response = await session.ask('/api/v1/messages', {
      method: 'POST',
      signal,
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify(message),
    })
    for await (const { event, data } of readEvents(response)) {
      if (event === 'done') return
      const said = JSON.parse(data)
      if (event === 'reply') {
        wait.reset()
        log.addReply(said)
      } else if (event === 'delta') {
        if (said.reset === true) wait.reset()
        else wait.grow(said)
      }
    }
    throw new Error('the answer was cut')
  }

  function showEmpty() {
    empty.hidden = !log.isEmpty() || !door.hidden
  }

  function showSession(isSignedIn) {
    isSignedOut = !isSignedIn
    if (isSignedIn) start()
    else showDoor()
    showNotice()
  }

  function showConnection(isOpen) {
    isLost = !isOpen
    if (isOpen && session.isReady()) isSignedOut = false
    showNotice()
    showDoor()
  }

  /** One line about what is wrong now, if anything is. */
  function showNotice() {
    const line = !navigator.onLine ? words.offline : isLost && !isSignedOut ? words.lost : ''
    notice.textContent = line
    notice.hidden = line === ''
  }

  /** The way in: on the installation's own pages a link, elsewhere the window. */
  function showDoor() {
    const isShut = isSignedOut || !session.isReady()
    const isFirst = log.isEmpty() && !isFollowing
    door.hidden = !isShut
    composer.element.hidden = isShut && isFirst
    if (!isShut) return
    const sentence = make('p', {}, isFirst && !session.isOwn ? words.signInWhy : words.signInAgain)
    if (session.isOwn)
      door.replaceChildren(sentence, make('a', { className: 'primary', href: '/sign-in' }, words.howToSignIn))
    else {
      const button = make('button', { type: 'button', className: 'primary' }, words.signIn)
      button.addEventListener('click', () => {
        if (!session.signIn()) sentence.textContent = words.windowBlocked
      })
      door.replaceChildren(sentence, button)
    }
  }

  function offerStart() {
    const row = make('div', { className: 'row' })
    door.hidden = false
    door.replaceChildren(row)
    failRow(row, words.historyFailed, [[words.tryAgain, start]])
  }

  acceptDrops(body, composer.addFiles)
  addEventListener('online', showNotice, { signal })
  addEventListener('offline', showNotice, { signal })
  signal.addEventListener('abort', session.end)
  const hello = make('button', { type: 'button' }, words.hello)
  hello.addEventListener('click', () => submit({ text: words.hello, attachments: [] }))
  empty.append(hello)
  start()
  return body
}
