import sharp, { type Sharp } from 'sharp'
import type { Pixels } from '../../src/core/picture/pixels.ts'
import { resize } from '../../src/core/picture/resize.ts'
import { decode } from '../../src/runtime/node/decode.ts'

export type Change = (picture: Pixels) => Promise<Pixels>

export const asSharp = ({ width, height, data }: Pixels): Sharp => sharp(data, { raw: { width, height, channels: 3 } })

async function saved(picture: Sharp): Promise<Pixels> {
  return decode(new Uint8Array(await picture.toBuffer()))
}

async function asRaw(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

const jpeg = (quality: number) => (picture: Pixels) => saved(asSharp(picture).jpeg({ quality }))
const webp = (quality: number) => (picture: Pixels) => saved(asSharp(picture).webp({ quality }))
const scaled =
  (share: number, kernel: 'lanczos3' | 'cubic' | 'nearest' = 'lanczos3') =>
  (picture: Pixels) =>
    asRaw(asSharp(picture).resize(Math.round(picture.width * share), null, { kernel }))
/** As Pillow does it: where sharp enlarges, all moves by a third of a pixel. */
const scaledByPillow = (share: number) => async (picture: Pixels) =>
  resize(picture, Math.round(picture.width * share), Math.round(picture.height * share))

const after =
  (...changes: Change[]): Change =>
  async (picture) => {
    let now = picture
    for (const change of changes) now = await change(now)
    return now
  }

/** Cut off on the left. */
const cropped = (share: number) => (picture: Pixels) => {
  const left = Math.ceil(share * picture.width)
  return asRaw(asSharp(picture).extract({ left, top: 0, width: picture.width - left, height: picture.height }))
}

const framed = (share: number) => (picture: Pixels) => {
  const all = Math.ceil(share * picture.width)
  return asRaw(asSharp(picture).extend({ top: all, bottom: all, left: all, right: all, background: '#fff' }))
}

/** What becomes of a picture that is passed on; resaved is what an edited one is tried as, too. */
export const resaved = after(scaled(0.75), jpeg(75))
export const CHANGES: Record<string, Change> = {
  'JPEG 95': jpeg(95),
  'JPEG 75': jpeg(75),
  'JPEG 50': jpeg(50),
  'WebP 75': webp(75),
  'WebP 50': webp(50),
  '50 %': scaled(0.5),
  '67 %, cubic': scaled(0.67, 'cubic'),
  '75 %': scaled(0.75),
  '83 %': scaled(0.83),
  '120 %': scaled(1.2),
  '150 %': scaled(1.5),
  '50 %, Pillow': scaledByPillow(0.5),
  '120 %, Pillow': scaledByPillow(1.2),
  '150 %, Pillow': scaledByPillow(1.5),
  '75 %, JPEG 75': resaved,
  '50 %, JPEG 50': after(scaled(0.5), jpeg(50)),
  'passed on twice': after(scaled(0.8), jpeg(70), scaled(0.95), jpeg(60)),
  '67 %, nearest': scaled(0.67, 'nearest'),
  'in grey': (picture) => asRaw(asSharp(picture).grayscale().toColourspace('srgb')),
  'cropped by 2 %': cropped(0.02),
  'cropped by 10 %': cropped(0.1),
  'a border of 2 %': framed(0.02),
}
