import type { Pixels } from '../../core/picture/pixels.ts'
import type { Box } from '../../core/reading/box.ts'

const ROWS = [
  '#...# ##### #.... #.... .###.',
  '#...# #.... #.... #.... #...#',
  '#...# #.... #.... #.... #...#',
  '##### ####. #.... #.... #...#',
  '#...# #.... #.... #.... #...#',
  '#...# #.... #.... #.... #...#',
  '#...# ##### ##### ##### .###.',
]
/** Pixels of a dot. */
const DOT = 4
const WIDTH = 128
const HEIGHT = 64
const LEFT = 6
const TOP = 18
/** Around the letters, as a detector leaves it. */
const MARGIN = 5

/** HELLO in white on a shaded ground, drawn without a font: every machine has the same pixels. */
export function drawLettering(): { picture: Pixels; line: Box } {
  const data = new Uint8Array(WIDTH * HEIGHT * 3)
  for (let y = 0, at = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, at += 3) {
      const isLetter = ROWS[Math.floor((y - TOP) / DOT)]?.[Math.floor((x - LEFT) / DOT)] === '#'
      data.set(isLetter ? [255, 255, 255] : [20 + (x >> 1), 40 + y, 110 - (x >> 2)], at)
    }
  }
  const line = {
    x: LEFT - MARGIN,
    y: TOP - MARGIN,
    width: ROWS[0].length * DOT + 2 * MARGIN,
    height: ROWS.length * DOT + 2 * MARGIN,
  }
  return { picture: { width: WIDTH, height: HEIGHT, data }, line }
}
