import type { InferenceSession, TensorConstructor } from 'onnxruntime-common'
import type { ReadFile } from './model-manifest.ts'
import type { Pixels } from './pixels.ts'

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

/** What the pipeline needs of its host. `runtime/browser` and `runtime/node` each provide one. */
export interface Platform {
  /** Picture bytes → pixels, upright and in sRGB. Throws PictureError. */
  decode(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels>
  createSession(model: Uint8Array<ArrayBuffer>): Promise<InferenceSession>
  createLineReader(): Promise<LineReader>
  readFile: ReadFile
  Tensor: TensorConstructor
}

/** A picture file to embed, to read, or both. */
export interface PictureJob {
  path: string
  embed: boolean
  read: boolean
}

export interface PictureResult {
  embedding?: Float32Array
  text?: string
  /** Why the picture can't be used: an error's class is lost between processes. */
  problem?: string
}

/** Embeds and reads picture files in other processes: many may be asked for at once. */
export interface PictureWorker {
  run(job: PictureJob): Promise<PictureResult>
}
