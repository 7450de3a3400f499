import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { type PngChunk, pngChunks } from '../../core/picture/animation.ts'

/** A rectangle of an APNG's canvas, and what happens to it (https://www.w3.org/TR/png-3/#fcTL-chunk). */
interface FrameControl {
  width: number
  height: number
  x: number
  y: number
  dispose: 'none' | 'background' | 'previous'
  over: boolean
}

interface Part extends FrameControl {
  data: Uint8Array[]
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]
/** They stand before the first frame and say how all of them are read. */
const SHARED = ['PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT']
const DISPOSE = ['none', 'background', 'previous'] as const

/** How many frames an APNG has, as its acTL chunk says. */
export function apngFrameCount(bytes: Uint8Array): number {
  for (const { type, data } of pngChunks(bytes)) if (type === 'acTL' && data.length >= 8) return view(data).getUint32(0)
  return 0
}

/**
 * The frames of an APNG as they show: RGBA of the whole canvas, which the next frame draws over. sharp reads the first
 * one alone; each rectangle is handed to it as a PNG of its own. Ends at a frame that can't be read.
 */
export async function* apngFrames(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const { header, shared, parts } = partsOf(bytes)
  const width = view(header).getUint32(0)
  const height = view(header).getUint32(4)
  let canvas = new Uint8Array(width * height * 4)
  for (const [i, part] of parts.entries()) {
    if (!fits(part, width, height)) return
    // before the first frame there is nothing to go back to but the empty canvas
    const before = part.dispose === 'previous' && i > 0 ? canvas.slice() : null
    const pixels = await decodePart(header, shared, part)
    if (!pixels) return
    draw(canvas, width, part, pixels)
    yield canvas
    if (before) canvas = before
    else if (part.dispose !== 'none') draw(canvas, width, { ...part, over: false }, pixels.fill(0))
  }
}

function partsOf(bytes: Uint8Array): { header: Uint8Array; shared: PngChunk[]; parts: Part[] } {
  let header = new Uint8Array(13)
  const shared: PngChunk[] = []
  const parts: Part[] = []
  for (const chunk of pngChunks(bytes)) {
    const { type, data } = chunk
    if (type === 'IHDR' && data.length === 13) header = data.slice()
    else if (SHARED.includes(type)) shared.push(chunk)
    else if (type === 'fcTL' && data.length === 26) parts.push({ ...frameControl(data), data: [] })
    else if (type === 'IDAT') parts.at(-1)?.data.push(data)
    // behind a sequence number of four bytes
    else if (type === 'fdAT') parts.at(-1)?.data.push(data.subarray(4))
  }
  return { header, shared, parts }
}

function frameControl(data: Uint8Array): FrameControl {
  const [width, height, x, y] = [4, 8, 12, 16].map((at) => view(data).getUint32(at))
  return { width, height, x, y, dispose: DISPOSE[data[24]] ?? 'none', over: data[25] === 1 }
}

function fits({ width, height, x, y }: FrameControl, canvasWidth: number, canvasHeight: number): boolean {
  return width > 0 && height > 0 && x + width <= canvasWidth && y + height <= canvasHeight
}

/** RGBA of a part; null where it can't be read. */
async function decodePart(header: Uint8Array, shared: PngChunk[], part: Part): Promise<Uint8Array | null> {
  const ihdr = header.slice()
  view(ihdr).setUint32(0, part.width)
  view(ihdr).setUint32(4, part.height)
  const chunks = [
    { type: 'IHDR', data: ihdr },
    ...shared,
    ...part.data.map((data) => ({ type: 'IDAT', data })),
    { type: 'IEND', data: new Uint8Array() },
  ]
  try {
    return await sharp(Buffer.concat([Buffer.from(SIGNATURE), ...chunks.map(encodeChunk)]), { limitInputPixels: false })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer()
  } catch {
    return null
  }
}

function encodeChunk({ type, data }: PngChunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** Row by row: pixel by pixel a canvas of 40 megapixels takes seconds. */
function draw(canvas: Uint8Array, canvasWidth: number, part: FrameControl, pixels: Uint8Array): void {
  const length = 4 * part.width
  for (let y = 0; y < part.height; y++) {
    const to = 4 * ((part.y + y) * canvasWidth + part.x)
    const row = pixels.subarray(y * length, (y + 1) * length)
    if (part.over) layRowOver(canvas, to, row)
    else canvas.set(row, to)
  }
}

/** Porter and Duff's "over", straight alpha. */
function layRowOver(canvas: Uint8Array, start: number, row: Uint8Array): void {
  for (let from = 0, to = start; from < row.length; from += 4, to += 4) {
    const alpha = row[from + 3] / 255
    if (alpha === 0) continue
    if (alpha === 1) {
      canvas[to] = row[from]
      canvas[to + 1] = row[from + 1]
      canvas[to + 2] = row[from + 2]
      canvas[to + 3] = 255
      continue
    }
    const below = (canvas[to + 3] / 255) * (1 - alpha)
    const sum = alpha + below
    for (let c = 0; c < 3; c++) canvas[to + c] = Math.round((row[from + c] * alpha + canvas[to + c] * below) / sum)
    canvas[to + 3] = Math.round(255 * sum)
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
