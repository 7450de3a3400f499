import { afterAll, beforeAll, expect, test } from 'vitest'
import { counts, type Rater } from '../../../src/core/model/ratings.ts'
import { loadSymbolRater } from '../../../src/core/model/symbol.ts'
import { platform } from '../../../src/runtime/node/platform.ts'
import { type FlagShape, flag } from '../../fixtures/flags.ts'

let rater: Rater
beforeAll(async () => {
  rater = await loadSymbolRater(platform)
})
afterAll(() => rater.close())

const rate = async (shape: FlagShape) => rater.rate(await platform.decode(new Uint8Array(await flag(shape))))

test('a flag with a hooked cross counts', async () => {
  expect(counts('symbol', await rate('a hooked cross'))).toBe(true)
})

test.each<FlagShape>(['a cross', 'a star', 'a letter', 'window panes', 'nothing'])(
  'the same flag with %s does not',
  async (shape) => {
    expect(counts('symbol', await rate(shape))).toBe(false)
  },
)
