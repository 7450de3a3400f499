import type { Platform } from '../../core/platform.ts'
import { decode } from './decode.ts'
import { createSessions, Tensor } from './session.ts'
import { readFile } from './store.ts'
import { createLineReader } from './tesseract.ts'

/** An extension page: onnxruntime-web on WASM in two workers, the browser's decoders, tesseract.js in a third. */
export const platform: Platform = { decode, createSession: createSessions(), createLineReader, readFile, Tensor }
