import { type Stages, totalMs } from '../../core/decide.ts'
import { DEVICE_NAMES, type Device, type Devices } from '../check-result.ts'

/** tesseract, which reads beside the reader's own models, is always on WASM. */
const READER: Record<Device, string> = { ...DEVICE_NAMES, webgpu: 'WebGPU and WASM' }

/** Milliseconds in all and by the stages that take most of them, and where these ran. */
export function times(ms: Stages, { towers, reader }: Devices): string {
  const [all, picture, words, reading] = [totalMs(ms), ms.vision, ms.text, ms.ocr].map(Math.round)
  const seen = `${all} ms: picture ${picture} and words ${words} on ${DEVICE_NAMES[towers]}`
  return reader ? `${seen}, reading ${reading} on ${READER[reader]}` : seen
}
