import type { InferenceSession, TensorConstructor } from 'onnxruntime-common'
import type { Picture } from './picture/pixels.ts'

/** A grey picture for the line reader: one byte a pixel, rows from the top. */
export interface GreyPixels {
  width: number
  height: number
  data: Uint8Array
}

export interface LineReading {
  text: string
  /** 0–1 */
  confidence: number
}

/** Reads one cropped line of text. */
export interface LineReader {
  read(line: GreyPixels): Promise<LineReading>
  close(): Promise<void>
}

/** Reads one file of a model's folder, by a path relative to `public/models`. */
export type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>

/** What the pipeline needs of its host. `runtime/browser` and `runtime/node` each provide one. */
export interface Platform {
  /**
   * Picture bytes → pixels, upright and in sRGB, what is transparent laid on `background` (#rrggbb) or, without one, on
   * a colour unlike the rest. Throws PictureError.
   */
  decode(bytes: Uint8Array<ArrayBuffer>, background?: string): Promise<Picture>
  createSession(model: Uint8Array<ArrayBuffer>): Promise<InferenceSession>
  /** `languageFolder`, below `public/models`, has tesseract's eng.traineddata. */
  createLineReader(languageFolder: string): Promise<LineReader>
  readFile: ReadFile
  Tensor: TensorConstructor
}
