import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type HubModel, hubManifest, hubPaths, type Precision } from '../../../src/core/model/hub-layout.ts'
import { BUNDLED_MODEL } from '../../../src/core/model/manifest.ts'
import type { Towers } from '../../../src/core/model/towers.ts'
import type { Platform } from '../../../src/core/platform.ts'
import { sha256 } from '../../../src/core/sha256.ts'
import { drawLettering } from '../../../src/extension/engine/lettering.ts'
import { compareDevices, lineModelsGate, type ParityGate, towersGate } from '../../../src/extension/engine/parity.ts'
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
  const gate = await lineModelsGate(platform)
  const models = await gate.load(platform, 'wasm')
  const { picture, line } = drawLettering()
  const { boxes } = await models.detector.find(picture, picture.width)
  const { text } = await gate.parts[1].compute(models)
  await models.close()
  expect([boxes.length, text]).toEqual([1, 'HELLO'])
  // as a detector leaves it: half the line's height more or less
  expect(Math.abs(boxes[0].y - line.y)).toBeLessThan(line.height / 2)
  expect(Math.abs(boxes[0].height - line.height)).toBeLessThan(line.height / 2)
})

type Gate = ParityGate<{ close(): Promise<void> }>
const gates: [string, () => Promise<Gate>][] = [
  ['the bundled towers', async () => (await towersGate(platform, BUNDLED_MODEL)) as Gate],
  ["the reader's models", async () => (await lineModelsGate(platform)) as Gate],
]

describe.each<[Precision, GPUFeatureName | undefined]>([
  ['fp16', 'shader-f16'],
  ['fp32', undefined],
])("an installed model's towers in %s beside q8", (webgpu, needs) => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-gate-'))
  let gate: ParityGate<Towers>
  beforeAll(async () => {
    cpSync('test/fixtures/tiny-clip', folder, { recursive: true })
    const files = Object.entries(hubPaths({ precision: 'q8', webgpu })).map(async ([role, path]) => {
      const bytes = new Uint8Array(readFileSync(join(folder, path)))
      return [role, { path, bytes: bytes.length, sha256: await sha256(bytes) }]
    })
    const of = {
      id: 'tiny',
      license: 'MIT',
      precision: 'q8',
      webgpu,
      files: Object.fromEntries(await Promise.all(files)),
    }
    const manifest = await hubManifest(platform.readFile, folder, of as HubModel)
    writeFileSync(join(folder, 'model.json'), JSON.stringify(manifest))
    gate = await towersGate(platform, folder)
  })

  test('pass the gate, and wrong ones do not', async () => {
    expect([gate.onWebGpu, gate.needs]).toEqual([true, needs])
    const [wasm, webGpu, spoilt] = [
      await gate.load(platform, 'wasm'),
      await gate.load(platform, 'webgpu'),
      await gate.load(wrong, 'webgpu'),
    ]
    const [right] = await compareDevices(gate, webGpu, wasm)
    // not the same weights twice
    expect([right.alike, right.value < 0.99999]).toEqual([true, true])
    expect((await compareDevices(gate, spoilt, wasm))[0].alike).toBe(false)
    await Promise.all([wasm, webGpu, spoilt].map((towers) => towers.close()))
  })
})

test.each(gates)('of %s each part that computes wrong values is found', async (_, gateOf) => {
  const gate = await gateOf()
  const [right, again, spoilt] = await Promise.all([platform, platform, wrong].map((on) => gate.load(on, 'wasm')))
  const alike = async (other: typeof right) => (await compareDevices(gate, other, right)).map((part) => part.alike)
  expect(await alike(again)).toEqual(gate.parts.map(() => true))
  expect(await alike(spoilt)).toEqual(gate.parts.map(() => false))
  await Promise.all([right, again, spoilt].map((models) => models.close()))
})
