// The part of twitter-text that the tests ask; the package carries no types.
declare module 'twitter-text' {
  const twitter: { parseTweet(text: string): { weightedLength: number } }
  export default twitter
}
