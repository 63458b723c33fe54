// Where the person writes: text that grows, files by button, paste and drop, and nothing lost over a reload.
import { attach } from './attachment.js'
import { make, sign } from './dom.js'
import { createRecorder } from './recorder.js'

/**
 * @param {{words: import('./words.js').Words, session: import('./session.js').Session, draft: {get: () => string, set: (text: string) => void},
 *   submit: (message: {text: string, attachments: import('./attachment.js').Attachment[]}) => void}} options
 */
export function createComposer({ words, session, draft, submit }) {
  /** @type {Map<import('./attachment.js').Attachment, HTMLElement>} */
  const chips = new Map()
  const text = make('textarea', { id: 'text', rows: 1, placeholder: words.placeholder, value: draft.get() })
  const picker = make('input', {
    type: 'file',
    accept: 'image/*,video/*,audio/*,application/pdf,text/plain,.txt,.md,.markdown',
    multiple: true,
    hidden: true,
    tabIndex: -1,
  })
  picker.setAttribute('aria-hidden', 'true')
  const add = make('button', {
    type: 'button',
    className: 'plain',
    'aria-label': words.addPicture,
    title: words.addPicture,
  })
  add.append(sign('M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9.5h.01'))
  const go = make('button', { type: 'submit', className: 'primary send', 'aria-label': words.send, title: words.send })
  go.append(sign('M12 19V5M6 11l6-6 6 6'))
  const tray = make('ul', { className: 'tray', 'aria-label': words.attached, hidden: true })
  const trouble = make('p', { className: 'failed', role: 'alert', hidden: true })
  const record = createRecorder({
    words,
    take(file) {
      trouble.hidden = true
      addFiles([file])
      go.focus()
    },
    fail(sentence) {
      trouble.textContent = sentence
      trouble.hidden = false
    },
  })
  const form = make(
    'form',
    { className: 'composer', noValidate: true },
    tray,
    trouble,
    make('label', { for: 'text', className: 'unseen' }, words.message),
    make('div', { className: 'line' }, add, picker, text, record, go),
  )

  function grow() {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight}px`
  }

  function addFiles(files) {
    // What it is in truth is looked at by the server, which says what is wrong with it.
    for (const file of files) addChip(attach(file, session))
    tray.hidden = chips.size === 0
  }

  function addChip(attachment) {
    const { file, preview } = attachment
    const progress = make('progress', { max: 100, value: 0, 'aria-label': words.uploading(0) })
    const again = make('button', { type: 'button', className: 'plain', hidden: true }, words.tryAgain)
    const remove = make('button', { type: 'button', className: 'plain', 'aria-label': words.removePicture(file.name) })
    remove.append(sign('M6 6l12 12M18 6L6 18'))
    const thumb = preview === undefined ? undefined : make('img', { src: preview, alt: '' })
    const chip = make('li', {}, thumb, make('span', {}, file.name), progress, again, remove)
    const show = () => {
      progress.value = attachment.percent()
      progress.hidden = attachment.hasFailed() || attachment.percent() === 100
      again.hidden = !attachment.hasFailed()
    }
    attachment.watch(show)
    again.addEventListener('click', () => {
      attachment.ready().catch(() => undefined)
      show()
    })
    remove.addEventListener('click', () => {
      attachment.drop()
      chips.delete(attachment)
      chip.remove()
      tray.hidden = chips.size === 0
      text.focus()
    })
    chips.set(attachment, chip)
    tray.append(chip)
  }

  text.addEventListener('input', () => {
    draft.set(text.value)
    grow()
  })
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  text.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files
    if (files === undefined || files.length === 0) return
    event.preventDefault()
    addFiles(files)
  })
  add.addEventListener('click', () => picker.click())
  picker.addEventListener('change', () => {
    addFiles(picker.files ?? [])
    picker.value = ''
    text.focus()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const message = { text: text.value.trim(), attachments: [...chips.keys()] }
    if (message.text === '' && message.attachments.length === 0) return
    text.value = ''
    draft.set('')
    chips.clear()
    tray.replaceChildren()
    tray.hidden = true
    grow()
    submit(message)
  })
  requestAnimationFrame(grow)

  return { element: form, addFiles, focus: () => text.focus() }
}

/**
 * Takes pictures that are dropped anywhere on an element, and shows that it does.
 * @param {HTMLElement} area
 * @param {(files: FileList) => void} take
 */
export function acceptDrops(area, take) {
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files')
  area.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    area.classList.add('dropping')
  })
  area.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node && area.contains(event.relatedTarget))) area.classList.remove('dropping')
  })
  area.addEventListener('drop', (event) => {
    if (event.dataTransfer === null || !hasFiles(event)) return
    event.preventDefault()
    area.classList.remove('dropping')
    take(event.dataTransfer.files)
  })
}
