// What the widget itself says, in the language of the page. What Leopost says comes from the server in the person's language.

const en = {
  you: 'You',
  log: 'Conversation',
  message: 'Your message',
  placeholder: 'Tell me what happened',
  send: 'Send',
  addPicture: 'Add a picture or a file',
  record: 'Record a voice note',
  stopRecording: 'Stop recording',
  recording: 'Voice note',
  noMicrophone: 'The browser does not give me the microphone. Allow it for this page and press again.',
  removePicture: (name) => `Remove ${name}`,
  attached: 'Attached',
  dropHere: 'Drop the picture here',
  choices: 'Choices',
  earlier: 'Earlier messages',
  newBelow: 'New message below',
  empty: 'Tell me what happened and I make the posts. Send an idea, a photo or a link.',
  hello: 'Hello',
  working: 'Reading your message',
  writing: 'Writing',
  stop: 'Stop',
  writingFor: (network) => `Writing for ${network}`,
  uploading: (percent) => `Sending the picture, ${percent} %`,
  offline: 'You are offline. What you write is kept here and goes out when you are back.',
  lost: 'The connection is lost. I keep trying; nothing is lost.',
  kept: 'Not sent. Your message is kept.',
  notUploaded: 'The picture did not arrive.',
  historyFailed: 'The conversation could not be loaded.',
  tryAgain: 'Try again',
  remove: 'Remove',
  signIn: 'Sign in to Leopost',
  signInWhy: 'This chat is for the people of this desk. A window of Leopost opens and asks who you are.',
  signInAgain: 'You are signed out. Sign in again to go on; what you wrote is kept.',
  windowBlocked: 'Your browser blocked the sign-in window. Allow it for this page and press again.',
  howToSignIn: 'How to sign in',
  count: (used, limit) => `${used} of ${limit}`,
  over: (by) => `${by} over`,
  part: (number, of) => `Part ${number} of ${of}`,
  problems: 'To be fixed',
  findings: 'Worth a look',
  pictures: (number) => (number === 1 ? '1 picture' : `${number} pictures`),
  picture: 'Picture',
  draft: (version) => `Draft ${version}`,
  out: 'Out',
  inYourZone: (time) => `For you: ${time}`,
}

/** @type {typeof en} */
const it = {
  you: 'Tu',
  log: 'Conversazione',
  message: 'Il tuo messaggio',
  placeholder: 'Dimmi cosa è successo',
  send: 'Invia',
  addPicture: 'Aggiungi una foto o un file',
  record: 'Registra una nota vocale',
  stopRecording: 'Ferma la registrazione',
  recording: 'Nota vocale',
  noMicrophone: 'Il browser non mi dà il microfono. Consentilo per questa pagina e premi di nuovo.',
  removePicture: (name) => `Togli ${name}`,
  attached: 'Allegati',
  dropHere: 'Lascia qui la foto',
  choices: 'Scelte',
  earlier: 'Messaggi precedenti',
  newBelow: 'Nuovo messaggio sotto',
  empty: 'Dimmi cosa è successo e preparo i post. Manda un’idea, una foto o un link.',
  hello: 'Ciao',
  working: 'Leggo il tuo messaggio',
  writing: 'Scrivo',
  stop: 'Ferma',
  writingFor: (network) => `Scrivo per ${network}`,
  uploading: (percent) => `Invio la foto, ${percent} %`,
  offline: 'Sei offline. Quello che scrivi resta qui e parte quando torni in rete.',
  lost: 'La connessione è caduta. Continuo a provare; niente va perso.',
  kept: 'Non inviato. Il messaggio è conservato.',
  notUploaded: 'La foto non è arrivata.',
  historyFailed: 'Non riesco a caricare la conversazione.',
  tryAgain: 'Riprova',
  remove: 'Togli',
  signIn: 'Accedi a Leopost',
  signInWhy: 'Questa chat è per chi lavora a questo desk. Si apre una finestra di Leopost che chiede chi sei.',
  signInAgain: 'Non hai più accesso. Accedi di nuovo per continuare; quello che hai scritto è conservato.',
  windowBlocked: 'Il browser ha bloccato la finestra di accesso. Consentila per questa pagina e premi di nuovo.',
  howToSignIn: 'Come accedere',
  count: (used, limit) => `${used} di ${limit}`,
  over: (by) => `${by} di troppo`,
  part: (number, of) => `Parte ${number} di ${of}`,
  problems: 'Da sistemare',
  findings: 'Da guardare',
  pictures: (number) => (number === 1 ? '1 foto' : `${number} foto`),
  picture: 'Foto',
  draft: (version) => `Bozza ${version}`,
  out: 'Pubblicato',
  inYourZone: (time) => `Da te: ${time}`,
}

/** The networks as they write themselves; one that is not here is shown by its id. */
const networks = {
  x: 'X',
  linkedin: 'LinkedIn',
  facebook: 'Facebook',
  instagram: 'Instagram',
  threads: 'Threads',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  telegram: 'Telegram',
  practice: 'Practice',
}

/** @typedef {typeof en & {locale: string}} Words */

/**
 * The words for the language an element stands in; English where there are none.
 * @param {Element} element
 * @returns {Words}
 */
export function wordsFor(element) {
  const language = element.closest('[lang]')?.getAttribute('lang') || navigator.language
  return /^it\b/i.test(language) ? { ...it, locale: 'it-IT' } : { ...en, locale: 'en-GB' }
}

/**
 * A network's name.
 * @param {string} platform
 * @returns {string}
 */
export function networkName(platform) {
  return Object.hasOwn(networks, platform) ? networks[platform] : platform
}
