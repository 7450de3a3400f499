import { expect, test } from 'vitest'
import { times } from '../../../src/extension/popup/times.ts'

const ms = { decode: 1, ocr: 80.4, vision: 20, text: 5, head: 0.2, ratings: 0 }

test.each([
  ['webgpu', 'webgpu', '107 ms: picture 20 and words 5 on WebGPU, reading 80 on WebGPU and WASM'],
  ['webgpu', 'wasm', '107 ms: picture 20 and words 5 on WebGPU, reading 80 on WASM'],
  ['wasm', 'webgpu', '107 ms: picture 20 and words 5 on WASM, reading 80 on WebGPU and WASM'],
  ['wasm', null, '107 ms: picture 20 and words 5 on WASM'],
] as const)('towers on %s and reader on %s are told as %s', (towers, reader, told) => {
  expect(times(ms, { towers, reader })).toBe(told)
})
