// One row of the conversation each: what a person said, a reply with its choices, an answer that is still growing.
import { cardElement, pictureRow } from './card.js'
import { linked, make, safeAddress } from './dom.js'
import { networkName } from './words.js'

/**
 * What a person said.
 * @param {import('./log.js').Said} said
 * @param {{words: import('./words.js').Words, base: string}} about
 * @returns {HTMLElement}
 */
export function personRow(said, { words, base }) {
  const text = said.text ?? said.choice ?? ''
  const pictures = (said.pictures ?? []).map((address) =>
    // Pictures just chosen are shown from memory.
    address.startsWith('blob:') ? address : safeAddress(address, base),
  )
  return make(
    'div',
    { className: 'row mine' },
    make('span', { className: 'unseen' }, `${words.you}: `),
    ...pictures.map((address) => address !== undefined && make('img', { src: address, alt: words.picture })),
    text !== '' && make('p', {}, ...linked(text)),
  )
}

/**
 * Says under a row that it was not sent, with what can be pressed; gives back how to take that away.
 * @param {HTMLElement} row
 * @param {string} sentence
 * @param {[string, () => void][]} presses
 * @returns {() => void}
 */
export function failRow(row, sentence, presses) {
  const note = make('div', { className: 'failed', role: 'alert' }, `${sentence} `)
  for (const [label, act] of presses) {
    const button = make('button', { type: 'button' }, label)
    button.addEventListener('click', () => {
      note.remove()
      act()
    })
    note.append(button)
  }
  row.append(note)
  return () => note.remove()
}

/**
 * A reply: its words, its card, its pictures and its choices.
 * @param {import('./log.js').Reply} reply
 * @param {{words: import('./words.js').Words, base: string, press: (choice: {id: string, label: string}) => Promise<boolean>}} about
 * @returns {import('./log.js').Row}
 */
export function replyRow(reply, { words, base, press }) {
  const pictures = reply.pictures ?? []
  const choices = reply.choices.length > 0 && choiceGroup(reply, words, press)
  const element = make(
    'div',
    { className: 'row', tabIndex: -1 },
    make('span', { className: 'unseen' }, 'Leopost: '),
    reply.text !== '' && make('p', {}, ...linked(reply.text)),
    reply.card !== undefined && cardElement(reply.card, { words, base, pictures }),
    reply.card === undefined && pictures.length > 0 && pictureRow(pictures, words, base),
    choices,
  )
  return {
    element,
    reply,
    loseChoices() {
      if (choices) choices.remove()
    },
  }
}

/** Buttons that take one press, or more where they only open a question: all rest while the answer is awaited. */
function choiceGroup(reply, words, press) {
  const group = make('div', { className: 'choices', role: 'group', 'aria-label': words.choices })
  const used = new Set()
  // Not the disabled property: it would throw a keyboard reader out of the row.
  const rest = (isResting) => {
    for (const button of group.children) {
      button.setAttribute('aria-disabled', String(isResting || used.has(button)))
    }
  }
  reply.choices.forEach((choice, index) => {
    const isFirstOfCard = index === 0 && reply.card !== undefined
    const button = make('button', { type: 'button', className: isFirstOfCard ? 'primary' : '' }, choice.label)
    button.addEventListener('click', async () => {
      if (button.getAttribute('aria-disabled') === 'true') return
      used.add(button)
      button.classList.add('pressed')
      rest(true)
      if (!(await press(choice)) || choice.stays === true) {
        used.delete(button)
        button.classList.remove('pressed')
      }
      rest(false)
    })
    group.append(button)
  })
  // In place of an older card the buttons stand where others stood: the second half of a double press must not reach them.
  if (reply.replaces !== undefined) {
    rest(true)
    setTimeout(rest, 350, false)
  }
  return group
}

/**
 * An answer that is not there yet: what is being waited for, and the words so far under their network.
 * @param {import('./words.js').Words} words
 * @param {() => void} stop
 */
export function waitingRow(words, stop) {
  const status = make('p', { className: 'status', role: 'status' })
  const draft = make('div', { className: 'draft', 'aria-hidden': 'true' })
  const end = make('button', { type: 'button', className: 'plain', hidden: true }, words.stop)
  end.addEventListener('click', () => {
    end.disabled = true
    stop()
  })
  /** @type {Map<string, HTMLElement>} */
  const texts = new Map()
  const say = (what) => {
    if (status.textContent !== what) status.textContent = what
  }
  return {
    element: make('div', { className: 'row waiting' }, make('div', { className: 'choices' }, status, end), draft),
    say,
    /** @param {{text: string, platform?: string}} delta */
    grow({ text, platform = '' }) {
      end.hidden = false
      say(platform === '' ? words.writing : words.writingFor(networkName(platform)))
      let target = texts.get(platform)
      if (target === undefined) {
        target = make('blockquote', {})
        texts.set(platform, target)
        draft.append(make('section', {}, platform !== '' && make('h3', {}, networkName(platform)), target))
      }
      target.append(text)
    },
    reset() {
      texts.clear()
      draft.replaceChildren()
    },
  }
}
