import { createFetch } from '../engine/fetch-picture.ts'
import { checkHeader } from '../engine/header.ts'
import type { Payload } from '../protocol.ts'
import { refuse } from './looker.ts'
import { byHand } from './request-rules.ts'

/** Of the side, in pixels: twice what the popup shows, for dense displays. */
const SIDE = 96
const LIMIT_MS = 8000

type Wanted = Payload<'popup-to-background: preview'>

/** By the rules of any picture: from hosts that may be asked, without cookies, and no redirect is followed. */
async function bytesOf({ address, page, unkept }: Wanted, mayAsk: (pattern: string) => Promise<boolean>) {
  if (address.startsWith('data:')) return new Uint8Array(await (await fetch(address)).arrayBuffer())
  await refuse(address, byHand(page), mayAsk)
  const fetched = await createFetch()({ address, cookies: false, unkept }, AbortSignal.timeout(LIMIT_MS))
  return fetched.state === 'picture' ? fetched.bytes : null
}

/** A square of the middle. */
async function squareOf(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  checkHeader(bytes)
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const side = Math.min(bitmap.width, bitmap.height)
  const canvas = new OffscreenCanvas(SIDE, SIDE)
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
  canvas.getContext('2d')?.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 })
}

/** Small pictures for the popup, as data addresses; null where one can't be had. Mostly they come from the cache. */
export function createPreview(mayAsk: (pattern: string) => Promise<boolean>) {
  return async (wanted: Wanted): Promise<string | null> => {
    try {
      const bytes = await bytesOf(wanted, mayAsk)
      if (!bytes) return null
      const small = new Uint8Array(await (await squareOf(bytes)).arrayBuffer())
      return `data:image/jpeg;base64,${btoa(String.fromCharCode(...small))}`
    } catch {
      return null // then there is a grey square
    }
  }
}
