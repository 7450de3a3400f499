import type { Pixels } from './pixels.ts'

export interface Appearance {
  bands: number[]
  signature: Uint8Array
}
export function appearanceOf(pixels: Pixels): Appearance {
  return { bands: [pixels.width, 0, 0, 0], signature: new Uint8Array(1) }
}
export function isNearCopy(a: Uint8Array, b: Uint8Array): boolean {
  return a.length < 0 && b.length < 0
}
