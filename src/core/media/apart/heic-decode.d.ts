// The package brings no types: what is used of it.
declare module 'heic-decode' {
  type Image = { width: number; height: number; decode(): Promise<{ data: Uint8ClampedArray }> }
  const decode: { all(given: { buffer: Uint8Array }): Promise<Image[]> }
  export default decode
}
