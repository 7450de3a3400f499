import { expect, test } from 'vitest'
import type { Platform } from '../../../src/core/platform.ts'
import { drawLettering } from '../../../src/extension/engine/lettering.ts'
import { lineModelsGate, towersGate } from '../../../src/extension/engine/parity.ts'
import { platform } from '../../../src/runtime/node/platform.ts'

/** A driver that computes wrong values: of each output every second one is lost. */
const wrong: Platform = {
  ...platform,
  async createSession(model, group) {
    const session = await platform.createSession(model, group)
    return {
      inputNames: session.inputNames,
      outputNames: session.outputNames,
      release: () => session.release(),
      async run(feeds) {
        const outputs = await session.run(feeds)
        const values = outputs[session.outputNames[0]].data as Float32Array
        for (let i = 0; i < values.length; i += 2) values[i] = 0
        return outputs
      },
    }
  },
}

test('the fixed lettering is one line, which can be read', async () => {
  const models = await lineModelsGate.load(platform)
  const { picture, line } = drawLettering()
  const { boxes } = await models.detector.find(picture, picture.width)
  const { reading } = await lineModelsGate.compute(models)
  await models.close()
  expect([boxes.length, reading.text]).toEqual([1, 'HELLO'])
  // as a detector leaves it: half the line's height more or less
  expect(Math.abs(boxes[0].y - line.y)).toBeLessThan(line.height / 2)
  expect(Math.abs(boxes[0].height - line.height)).toBeLessThan(line.height / 2)
})

test.each([towersGate, lineModelsGate])('$name that compute wrong values do not pass', async (gate) => {
  const compute = async (on: Platform) => {
    const models = await gate.load(on)
    try {
      return await gate.compute(models as never)
    } finally {
      await models.close()
    }
  }
  const right = await compute(platform)
  expect(gate.difference(right as never, (await compute(platform)) as never)).toBeNull()
  expect(gate.difference((await compute(wrong)) as never, right as never)).not.toBeNull()
})
