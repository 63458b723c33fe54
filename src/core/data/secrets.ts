// What an archive of a workspace leaves out: secrets, and what is of use to nobody outside of this installation.

/** Tables that are in no archive, each with the reason. */
export const leftOut: Readonly<Record<string, string>> = {
  choices: 'the id of a button lets whoever knows it press it',
  consents: 'a consent under way at a network is the way into an account',
  exports: 'archives are in no archive',
  model_keys: 'keys for models',
  registrations: 'the clients with which this installation signs in at servers of a network',
}

/** Columns that are in no archive, by table. */
export const secretColumns: Readonly<Record<string, readonly string[]>> = {
  accounts: ['credentials'],
  invitations: ['hash'],
  // Requests as they are sent, and addresses given out for uploads: both may carry a right to act.
  publications: ['frozen', 'progress'],
  signoffs: ['evidence'],
  // Many programs take whoever knows their address at his word.
  webhooks: ['secret', 'url'],
}
