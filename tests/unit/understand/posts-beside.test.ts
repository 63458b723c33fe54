// New posts beside a draft in focus: long texts, and short sentences that are no wish.
import { describe, expect, it } from 'vitest'
import { heard } from './heard.ts'

describe('understand with a draft in focus', () => {
  it.each([
    ['3 new flavours this week', 'draft "3 new flavours this week"'],
    [
      'Hold on tight, the new menu is coming on Friday and it is the best one we ever made.',
      'draft "Hold on tight, the new menu is coming on Friday and it is the best one we ever made."',
    ],
    ['Approve of our new menu? Come by', 'draft "Approve of our new menu? Come by"'],
    [
      'ok so we open on Monday at eight and the first coffee is free for everyone',
      'draft "ok so we open on Monday at eight and the first coffee is free for everyone"',
    ],
    ['We are closed tomorrow', 'draft "We are closed tomorrow"'],
    ['We open now', 'draft "We open now"'],
    [
      'Stop by our bar today for a free espresso, it is on us all day long',
      'draft "Stop by our bar today for a free espresso, it is on us all day long"',
    ],
    [
      'Undo the damage of Monday with our espresso. Come by before nine.',
      'draft "Undo the damage of Monday with our espresso. Come by before nine."',
    ],
    [
      'Change is coming to Bar Luce. On Friday we have a new roast.',
      'draft "Change is coming to Bar Luce. On Friday we have a new roast."',
    ],
    ['yes we are open tomorrow', 'draft "yes we are open tomorrow"'],
    ['He said "approve" and we laughed', 'draft "He said \\"approve\\" and we laughed"'],
    ['I approve of this coffee', 'draft "I approve of this coffee"'],
    ['Skip the line tomorrow morning', 'draft "Skip the line tomorrow morning"'],
    ['Show 3 people love', 'draft "Show 3 people love"'],
  ])('sees a new post in "%s"', (text, expected) => {
    expect(heard(text)).toBe(expected)
  })

  it.each([
    ['3 caffè nuovi questa settimana', 'draft "3 caffè nuovi questa settimana"'],
    [
      'Fermati da noi oggi per un caffè offerto dalla casa, ti aspettiamo tutto il giorno',
      'draft "Fermati da noi oggi per un caffè offerto dalla casa, ti aspettiamo tutto il giorno"',
    ],
    [
      'Approva anche tu il nostro nuovo menù? Vieni a trovarci',
      'draft "Approva anche tu il nostro nuovo menù? Vieni a trovarci"',
    ],
    [
      'Sì, domani siamo aperti fino a tardi e il primo caffè lo offriamo noi',
      'draft "Sì, domani siamo aperti fino a tardi e il primo caffè lo offriamo noi"',
    ],
    [
      'ok allora apriamo lunedì alle otto e il primo caffè è gratis per tutti',
      'draft "ok allora apriamo lunedì alle otto e il primo caffè è gratis per tutti"',
    ],
    ['Domani siamo chiusi', 'draft "Domani siamo chiusi"'],
    [
      'Pausa caffè: da noi costa un euro. Vi aspettiamo domani mattina alle otto.',
      'draft "Pausa caffè: da noi costa un euro. Vi aspettiamo domani mattina alle otto."',
    ],
  ])('sees a new post in Italian in "%s"', (text, expected) => {
    expect(heard(text, { language: 'it' })).toBe(expected)
  })
})
