// What Leopost says about networks in English.
import { lines } from './join.ts'
import type { NetworkWords } from './networks.ts'

export const networksEn: NetworkWords = {
  connectAt: (o) =>
    lines(
      `Connect ${o.network} here: ${o.url}`,
      o.signsIn
        ? 'The link lets you in once and for fifteen minutes. No password is asked for in this chat.'
        : 'No password is asked for in this chat.',
    ),
  connectWhich: 'Which network?',
  option: ({ name, value }) => {
    switch (name) {
      case 'visibility':
        return visibilities[String(value)] ?? String(value)
      case 'contentWarning':
        return `warning: ${value}`
      case 'language':
        return `language: ${value}`
      case 'silent':
        return value === true ? 'silent' : 'with sound'
      case 'linkPreview':
        return value === false ? 'without link preview' : 'with link preview'
    }
  },
  noOption: (networks) => `That cannot be chosen on ${networks}.`,
  proposed: (networks) => `It is out on ${networks} with its earlier words. Approve to change it there.`,
  changing: (networks) => `Approved. I change it on ${networks} now.`,
  corrected: (o) => `Changed on ${o.network}.${o.url === null ? '' : ` ${o.url}`}`,
  notCorrected: (o) => `${o.network} kept its earlier words: ${o.say}.`,
  cannotEdit: (o) =>
    lines(
      `${o.networks} does not let a published post be changed.`,
      o.canRemove &&
        'I can delete it there and make a draft of the new words. Its likes, replies and address are lost with it.',
    ),
  cannotConnect: (o) => `${o.network} cannot be connected here yet. What can: ${o.networks}.`,
}

const visibilities: Record<string, string> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'followers only',
  direct: 'only those mentioned',
}
