// PDFs in small: the file as ISO 32000 has it, drawn up by hand so that each fault can be put in its place.
import { deflateSync } from 'node:zlib'

type Part = string | { head: string; stream: Uint8Array }

/** A PDF with these lines on its pages. */
export function pdfOf(...pages: string[][]): Buffer {
  return written(pages.map((lines) => ({ content: Buffer.from(drawn(lines)) })))
}

/** A PDF whose one page is a picture, as a scanner makes it. */
export function scanned(jpeg: Uint8Array, width: number, height: number): Buffer {
  const head = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`
  return written([{ content: Buffer.from('q 500 0 0 700 0 0 cm /P Do Q'), picture: { head, stream: jpeg } }])
}

/** A PDF that asks for a password nobody knows. */
export function locked(): Buffer {
  const secret = `<${'5a'.repeat(32)}>`
  const encrypt = `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O ${secret} /U ${secret} >>`
  return written([{ content: Buffer.from(drawn(['Secret'])) }], encrypt)
}

/** A PDF of a few hundred kilobytes whose page takes as many bytes as it is told. */
export function bomb(bytes: number): Buffer {
  return written([{ content: deflateSync(Buffer.alloc(bytes, ' ')), filter: '/Filter /FlateDecode' }])
}

function drawn(lines: string[]): string {
  let y = 780
  const shown = lines.map((line) => {
    y -= line === '' ? 30 : 14
    return line === '' ? '' : `1 0 0 1 50 ${y} Tm (${line.replaceAll(/[()\\]/g, '\\$&')}) Tj`
  })
  return `BT /F 11 Tf\n${shown.join('\n')}\nET`
}

type Page = { content: Uint8Array; filter?: string; picture?: { head: string; stream: Uint8Array } }

function written(pages: Page[], encrypt?: string): Buffer {
  const parts: Part[] = ['<< /Type /Catalog /Pages 2 0 R >>', '']
  const add = (part: Part) => `${parts.push(part)} 0 R`
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const kids = pages.map(({ content, filter = '', picture }) => {
    const stream = add({ head: filter, stream: content })
    const image = picture === undefined ? '' : `/XObject << /P ${add(picture)} >>`
    const resources = `<< /Font << /F ${font} >> ${image} >>`
    return add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${stream} /Resources ${resources} >>`)
  })
  parts[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`
  const more = encrypt === undefined ? '' : `/Encrypt ${add(encrypt)} /ID [<00><00>]`
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const starts: number[] = []
  const size = () => pieces.reduce((sum, piece) => sum + piece.length, 0)
  for (const [i, part] of parts.entries()) {
    starts.push(size())
    pieces.push(Buffer.from(`${i + 1} 0 obj\n`))
    if (typeof part === 'string') pieces.push(Buffer.from(part))
    else {
      const { head, stream } = part
      pieces.push(Buffer.from(`<< ${head} /Length ${stream.length} >>\nstream\n`), Buffer.from(stream))
      pieces.push(Buffer.from('\nendstream'))
    }
    pieces.push(Buffer.from('\nendobj\n'))
  }
  const at = size()
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer << /Size ${parts.length + 1} /Root 1 0 R ${more} >>`
  pieces.push(
    Buffer.from(`xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${table}${trailer}\nstartxref\n${at}\n%%EOF\n`),
  )
  return Buffer.concat(pieces)
}
