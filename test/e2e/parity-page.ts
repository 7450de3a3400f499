import { createPipeline } from '../../src/core/pipeline.ts'
import { platform } from '../../src/runtime/browser/platform.ts'
import { decodedLook } from '../fixtures/decoded-look.ts'
import { pattern } from '../fixtures/pattern.ts'

/** What the parity test calls in an extension page: the browser's own decoder and WASM under the shared core. */
const pipeline = createPipeline(platform)

Object.assign(globalThis, {
  async embedPattern(width: number, height: number, seed: number) {
    return [...(await (await pipeline).towers.embedImage(pattern(width, height, seed)))]
  },
  async embedText(text: string) {
    return [...((await (await pipeline).towers.embedTexts([text]))[0] ?? [])]
  },
  async decode(base64: string, background?: string) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    try {
      return decodedLook(await platform.decode(bytes, background))
    } catch (error) {
      return { error: (error as Error).message }
    }
  },
  async probability(base64: string, text: string) {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    return (await (await pipeline).judge({ image: bytes, text })).probability
  },
})
