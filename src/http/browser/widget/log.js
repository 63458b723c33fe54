// The conversation on the page: what was said in order, edited in place only while it is last, and never moved unasked.
import { make } from './dom.js'
import { personRow, replyRow, waitingRow } from './rows.js'

/**
 * @typedef {{id: string, number: number, text: string, at: string, replaces?: string, closes?: string, card?: import('./card.js').Card,
 *   choices: {id: string, label: string, stays?: true}[], pictures?: string[]}} Reply
 * @typedef {{id: string, text?: string, choice?: string, at?: string, pictures?: string[]}} Said what a person typed, or the label they pressed
 * @typedef {(Reply & {from: 'leopost'}) | (Said & {from: 'person'})} Entry
 * @typedef {{element: HTMLElement, reply?: Reply, said?: Said, loseChoices?: () => void}} Row
 */

/**
 * @param {{words: import('./words.js').Words, base: string, press: (choice: {id: string, label: string}) => Promise<boolean>,
 *   earlier: (before: string) => Promise<Entry[]>, pageSize: number}} options
 */
export function createLog({ words, base, press, earlier, pageSize }) {
  /** @type {Row[]} */
  let rows = []
  const seen = new Set()
  const list = make('div', { className: 'rows', role: 'log', 'aria-live': 'polite', 'aria-label': words.log })
  const waits = make('div', { className: 'rows' })
  const more = make('button', { type: 'button', className: 'plain earlier', hidden: true }, words.earlier)
  const below = make('button', { type: 'button', className: 'below', hidden: true }, words.newBelow)
  const scroller = make(
    'div',
    { className: 'scroller', tabIndex: 0, 'aria-label': words.log, role: 'region' },
    more,
    list,
    waits,
  )
  const element = make('div', { className: 'log' }, scroller, below)

  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60
  const toEnd = () => scroller.scrollTo(0, scroller.scrollHeight)

  /** Makes a change and stays at the end if that is where the reader was; otherwise only says that something came. */
  function follow(change, isNew = false) {
    const stays = isAtEnd()
    change()
    if (stays) toEnd()
    else if (isNew) below.hidden = false
  }

  /** @returns {Row} */
  function rowOf(entry) {
    if (entry.from === 'leopost') return replyRow(entry, { words, base, press })
    return { element: personRow(entry, { words, base }), said: entry }
  }

  /** Puts a reply over the one it replaces while nothing but presses stands after it, else where its number belongs. */
  function placeReply(row, into) {
    const { reply } = row
    const old = into.findIndex((other) => other.reply !== undefined && other.reply.id === reply.replaces)
    if (old !== -1 && into.slice(old + 1).every((other) => other.said?.choice !== undefined)) {
      const [replaced, ...presses] = into.splice(old, Infinity, row)
      replaced?.element.replaceWith(row.element)
      for (const press of presses) press.element.remove()
      return
    }
    into[old]?.loseChoices?.()
    for (const other of into) {
      if (other.reply !== undefined && other.reply.id === reply.closes) other.loseChoices?.()
      if (reply.card !== undefined && other.reply?.card?.postId === reply.card.postId) other.loseChoices?.()
    }
    const later = into.findIndex((other) => other.reply !== undefined && other.reply.number > reply.number)
    into.splice(later === -1 ? into.length : later, 0, row)
  }

  function put(row, at = rows.indexOf(row)) {
    const next = rows[at + 1]
    if (row.element.parentNode !== list) list.insertBefore(row.element, next?.element ?? null)
  }

  function addReply(reply) {
    if (seen.has(reply.number)) return
    seen.add(reply.number)
    const before = focused(element)
    follow(() => {
      const row = rowOf({ ...reply, from: 'leopost' })
      placeReply(row, rows)
      put(row)
      // Never onto a button: the next Enter of somebody typing fast would press it.
      if (before !== null && !before.isConnected) row.element.focus({ preventScroll: true })
    }, true)
  }

  /** Adds what the person said, here (then it is brought into view) or elsewhere; null if it is here already. */
  function addSaid(said, isHere = true) {
    if (seen.has(said.id)) return null
    seen.add(said.id)
    const row = rowOf({ ...said, from: 'person' })
    follow(() => {
      rows.push(row)
      list.append(row.element)
    })
    if (isHere) toEnd()
    return row.element
  }

  /** Puts a page of older entries before what is here; of a post only its last card keeps its choices. */
  function prepend(entries) {
    /** @type {Row[]} */
    const older = []
    const fragment = document.createElement('div')
    for (const entry of entries) {
      const key = entry.from === 'leopost' ? entry.number : entry.id
      if (seen.has(key)) continue
      seen.add(key)
      const row = rowOf(entry)
      if (entry.from === 'leopost') placeReply(row, older)
      else older.push(row)
      if (row.element.parentNode !== fragment) fragment.append(row.element)
    }
    for (const { reply } of rows) {
      for (const old of older) {
        const isSamePost = reply?.card !== undefined && old.reply?.card?.postId === reply.card.postId
        if (isSamePost || (old.reply !== undefined && [reply?.replaces, reply?.closes].includes(old.reply.id)))
          old.loseChoices?.()
      }
    }
    const height = scroller.scrollHeight
    list.prepend(...fragment.childNodes)
    rows = [...older, ...rows]
    scroller.scrollTop += scroller.scrollHeight - height
    more.hidden = entries.length < pageSize
  }

  more.addEventListener('click', async () => {
    const first = rows[0]
    const id = first?.reply?.id ?? first?.said?.id
    if (id === undefined || more.disabled) return
    more.disabled = true
    await earlier(id).then(prepend, () => undefined)
    more.disabled = false
  })
  below.addEventListener('click', () => {
    toEnd()
    scroller.focus({ preventScroll: true })
  })
  let isFollowing = true
  scroller.addEventListener('scroll', () => {
    isFollowing = isAtEnd()
    if (isFollowing) below.hidden = true
  })
  // A picture has no height before it is there, and `load` does not bubble.
  list.addEventListener('load', () => isFollowing && toEnd(), true)

  return {
    element,
    addReply,
    addSaid,
    prepend,
    toEnd,
    isEmpty: () => rows.length === 0,
    lastNumber: () => Math.max(0, ...rows.map((row) => row.reply?.number ?? 0)),
    forget(id) {
      seen.delete(id)
      rows = rows.filter((row) => row.said?.id !== id)
    },
    /** A place at the end where an answer grows until the reply itself is there. */
    waiting(stop) {
      const row = waitingRow(words, stop)
      waits.append(row.element)
      return {
        say: (what) => follow(() => row.say(what)),
        grow: (delta) => follow(() => row.grow(delta)),
        reset: () => row.reset(),
        end: () => row.element.remove(),
      }
    },
  }
}

/** What has the focus inside the shadow tree of an element. */
function focused(element) {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.activeElement : document.activeElement
}
