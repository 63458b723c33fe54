// What the set-up says in Italian.
import type { Words } from './words.ts'

export const dialogIt: Words['dialog'] = {
  hello: () =>
    'Ciao, sono Leopost. Raccontami che cosa è successo e ne faccio i post. Prima quattro domande brevi, o saltale tutte.',
  name: () => 'Come si chiama il tuo marchio, o qual è il suo sito?',
  confirmName: (data) => `${data.found}. Giusto?`,
  sayName: () => 'Come si chiama?',
  voice: () => 'Che tono deve avere? Scegline uno o dillo tu.',
  audience: () => 'Chi ti legge?',
  zone: (data) => `Il tuo orologio: ${data.clock} adesso?`,
  sayZone: () => 'Di quale città è il tuo orologio?',
  unknownCity: (data) => `Non conosco l'orologio di «${data.said}». Dimmi una città più grande lì vicino.`,
  done: () =>
    "Per cominciare basta. Mandami un'idea, una foto o un link. Practice è collegato: puoi provare tutto senza un account.",
  left: () => "Lasciato lì. Di' «configura» per andare avanti più tardi.",
}
