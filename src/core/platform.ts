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

/** Models that may run beside those of the other group, in a thread of their own where the host gives them one. */
export type SessionGroup = 'reader' | 'towers'

/** An ONNX model. */
export interface ModelBytes {
  graph: Uint8Array<ArrayBuffer>
  /** Where they aren't in the graph; `name` is what the graph calls them. */
  weights?: { name: string; bytes: Uint8Array<ArrayBuffer> }
}

/** A model that is loaded: the part of onnxruntime's sessions that is used. */
export interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>
  release(): Promise<void>
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
  /** Takes the model's bytes over: the caller has them no longer. What else it needs starts while they are read. */
  createSession(model: Promise<ModelBytes>, group: SessionGroup): Promise<Session>
  /** `languageFolder`, below `public/models`, has tesseract's eng.traineddata. */
  createLineReader(languageFolder: string): Promise<LineReader>
  readFile: ReadFile
  Tensor: TensorConstructor
}
