import { UserError } from '../../core/user-error.ts'
import { decoderOf } from '../../training/data/table.ts'

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
      // by the first bytes, which are at hand at once wherever a file is read
      decoder ??= decoderOf(chunk ?? new Uint8Array())
      return decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      throw new UserError('table', `${called}, at line ${line} or soon behind it: no UTF-8; save it as UTF-8`)
    }
  }
  for await (const chunk of chunks) if (chunk.length > 0) yield* taken(decode(chunk))
  yield* taken(decode())
  if (rest !== '') yield rest
}
