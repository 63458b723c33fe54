// The menu of commands, in the languages of the chat. They are words that the conversation understands anyway.

type Menu = { command: string; description: string }[]

/** The menu for everybody, and for people whose Telegram speaks another language. */
export const menus: { language: 'it' | undefined; commands: Menu }[] = [
  {
    language: undefined,
    commands: [
      { command: 'drafts', description: 'Posts that are not approved yet' },
      { command: 'planned', description: 'What goes out when' },
      { command: 'published', description: 'What is out' },
      { command: 'show', description: 'The post we are talking about, or /show 3' },
      { command: 'undo', description: 'Take back the last step' },
      { command: 'hold', description: 'Pause all publishing' },
      { command: 'resume', description: 'Publish again' },
      { command: 'stop', description: 'Stop what I am writing' },
      { command: 'connect', description: 'Connect a network, like Bluesky' },
      { command: 'settings', description: 'Name, voice, readers and clock' },
      { command: 'memory', description: 'What I know of you, to correct or forget' },
      { command: 'cost', description: 'What the models cost' },
      { command: 'pair', description: 'Talk from another chat too: /pair whatsapp' },
      { command: 'models', description: 'Your own key for a model' },
      { command: 'help', description: 'What I can do' },
    ],
  },
  {
    language: 'it',
    commands: [
      { command: 'bozze', description: 'I post non ancora approvati' },
      { command: 'programma', description: 'Che cosa esce e quando' },
      { command: 'published', description: 'Che cosa è uscito' },
      { command: 'show', description: 'Il post di cui parliamo, o /show 3' },
      { command: 'annulla', description: "Annulla l'ultimo passo" },
      { command: 'pausa', description: 'Metti in pausa le pubblicazioni' },
      { command: 'riprendi', description: 'Riprendi le pubblicazioni' },
      { command: 'stop', description: 'Ferma quello che sto scrivendo' },
      { command: 'collega', description: 'Collega un social, come Bluesky' },
      { command: 'settings', description: 'Nome, voce, lettori e fuso orario' },
      { command: 'memoria', description: 'Che cosa so di voi, da correggere o dimenticare' },
      { command: 'costi', description: 'Quanto costano i modelli' },
      { command: 'abbina', description: "Parla anche da un'altra chat: /abbina whatsapp" },
      { command: 'modelli', description: 'La tua chiave per un modello' },
      { command: 'aiuto', description: 'Che cosa so fare' },
    ],
  },
]
