import type { Platform } from '../../core/platform.ts'
import { decode } from './decode.ts'
import { createSession, Tensor } from './session.ts'
import { readFile } from './store.ts'
import { createLineReader } from './tesseract.ts'

/** Node: onnxruntime-node, sharp, tesseract.js in a worker thread. */
export const platform: Platform = { decode, createSession, createLineReader, readFile, Tensor }
