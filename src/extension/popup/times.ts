import { type Stages, totalMs } from '../../core/decide.ts'
import { say } from '../../runtime/browser/say.ts'
import { DEVICE_NAMES, type Devices } from '../check-result.ts'

/** Milliseconds in all and by the stages that take most of them, and where these ran. */
export function times(ms: Stages, { towers, reader }: Devices): string {
  const [all, picture, words, reading] = [totalMs(ms), ms.vision, ms.text, ms.ocr].map(Math.round)
  const values = { all, picture, words, device: DEVICE_NAMES[towers] }
  if (!reader) return say('times', values)
  // tesseract, which reads beside the reader's own models, is always on WASM
  const where = reader === 'webgpu' ? say('webGpuAndWasm') : DEVICE_NAMES[reader]
  return say('timesRead', { ...values, reading, reader: where })
}
