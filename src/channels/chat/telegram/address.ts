// Where a conversation is in Telegram. In a group everybody has their own, so that nobody acts in another's name.

/** The address of a person's conversation: the chat, and in a group the person too. */
export function addressOf(chat: { id: number; type: string }, userId: number): string {
  return chat.type === 'private' ? String(chat.id) : `${chat.id}/${userId}`
}

/** Telegram's number of the chat behind an address. */
export function chatOf(address: string): number {
  return Number(address.split('/')[0])
}

/** True for a conversation between one person and us. */
export function isPrivate(address: string): boolean {
  return !address.includes('/')
}
