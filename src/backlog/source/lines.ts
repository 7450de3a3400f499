import { UserError } from '../../core/user-error.ts'

/** Longer is no address and no path, but a file without lines. */
const LONGEST_LINE = 65_536

/** The lines of UTF-8, or of UTF-16 told by its byte order mark. Throws UserError ('table') that names the line. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, called: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let line = 1
  let rest = ''
  function* taken(text: string): Generator<string> {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) {
      yield one
      line++
    }
    if (rest.length > LONGEST_LINE)
      throw new UserError('table', `${called}, line ${line}: too long; give one address or path a line`)
  }
  const decode = (chunk?: Uint8Array) => {
    try {
      return (decoder ??= decoderOf(chunk)).decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw new UserError('table', `${called}, at line ${line} or soon behind it: no UTF-8; save it as UTF-8`)
    }
  }
  for await (const chunk of chunks) if (chunk.length > 0) yield* taken(decode(chunk))
  yield* taken(decode())
  if (rest !== '') yield rest
}

/** By the first bytes, which are at hand at once wherever a file is read. */
function decoderOf([first, second]: Uint8Array = new Uint8Array(0)): TextDecoder {
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(utf16, { fatal: true })
}
