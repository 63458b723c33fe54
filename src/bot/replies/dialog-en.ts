// What the set-up says in English.
import type { Words } from './words.ts'

export const dialogEn: Words['dialog'] = {
  hello: () =>
    "Hello, I'm Leopost. Tell me what happened and I'll make the posts. Four short questions first, or skip them all.",
  name: () => 'What is your brand called, or what is its website?',
  confirmName: (data) => `${data.found}. Right?`,
  sayName: () => 'What is it called?',
  voice: () => 'How should it sound? Pick one or say it.',
  audience: () => 'Who reads you?',
  zone: (data) => `Your clock: ${data.clock} now?`,
  sayZone: () => 'Which city is your clock?',
  unknownCity: (data) => `I don't know the clock of “${data.said}”. Say a larger city nearby.`,
  done: () =>
    "That's enough to start. Send me an idea, a photo or a link. Practice is connected, so you can try everything without an account.",
  left: () => 'Left it there. Say "set up" to go on later.',
}
