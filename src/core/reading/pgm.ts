import type { GreyPixels } from '../platform.ts'

/** 8-bit PGM (netpbm P5): what leptonica reads fastest, and no canvas has to encode it. */
export function encodePgm({ width, height, data }: GreyPixels): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const out = new Uint8Array(header.length + data.length)
  out.set(header)
  out.set(data, header.length)
  return out
}
