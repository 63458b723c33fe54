// How Meta's networks say what is wrong.
const error = (code: number) => ({ error: { message: 'm', type: 'OAuthException', code } })

export const graphAnswers = {
  unauthorised: { status: 400, body: error(190) },
  limited: { status: 400, body: error(4) },
  refused: { status: 400, body: error(100) },
  broken: { status: 500, body: error(2) },
}
