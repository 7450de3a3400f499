import type { Platform } from '../../core/platform.ts'
import { decode } from './decode.ts'
import { createSession, Tensor } from './session.ts'
import { readFile } from './store.ts'
import { createLineReader } from './tesseract.ts'

/** An extension page: onnxruntime-web on WASM, the browser's decoders, tesseract.js in a worker. */
export const platform: Platform = { decode, createSession, createLineReader, readFile, Tensor }
