import type { GreyPixels, LineReader } from '../platform.ts'
import { encodePgm } from './pgm.ts'

/** Page segmentation mode 7: the picture is one line of text. */
const SINGLE_LINE = '7'

/** The lines that tesseract gets are dark on light already; it would read what it isn't sure of inverted too. */
const AS_IT_IS = '0'

/** The part of tesseract.js's worker that both hosts share. */
interface Worker<Picture> {
  setParameters(parameters: Record<string, string>): Promise<unknown>
  recognize(
    picture: Picture,
    options: object,
    output: { text: boolean },
  ): Promise<{ data: { text: string; confidence: number } }>
  terminate(): Promise<unknown>
}

/** A line reader over a tesseract.js worker; `wrap` turns PGM bytes into what the host's worker takes. */
export async function lineReader<Picture>(
  worker: Worker<Picture>,
  wrap: (pgm: Uint8Array<ArrayBuffer>) => Picture,
): Promise<LineReader> {
  // its debug output would go to the terminal
  await worker.setParameters({
    tessedit_pageseg_mode: SINGLE_LINE,
    tessedit_do_invert: AS_IT_IS,
    debug_file: '/dev/null',
  })
  return {
    async read(line: GreyPixels) {
      const { data } = await worker.recognize(wrap(encodePgm(line)), {}, { text: true })
      return { text: data.text.trim(), confidence: data.text.trim() === '' ? 0 : data.confidence / 100 }
    },
    async close() {
      await worker.terminate()
    },
  }
}
