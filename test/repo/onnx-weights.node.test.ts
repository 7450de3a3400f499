import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { splitWeights } from '../../scripts/onnx-weights.mjs'
import { prepareModels } from '../../scripts/prepare-models.mjs'
import { ReaderManifest, readManifest, readModel } from '../../src/core/model/manifest.ts'
import { createSession } from '../../src/runtime/node/session.ts'

const model = readFileSync('public/models/reader/recogniser.onnx')
const line = Float32Array.from({ length: 3 * 48 * 96 }, (_, i) => Math.sin(i))

async function probabilities(session: Awaited<ReturnType<typeof createSession>>) {
  const output = await session.run({ [session.inputNames[0]]: new Tensor('float32', line, [1, 3, 48, 96]) })
  return (await output[session.outputNames[0]].getData()) as Float32Array
}
const expected = await probabilities(await InferenceSession.create(new Uint8Array(model)))

test('a model whose weights were taken out computes the same with them, and is nothing without', async () => {
  const { graph, weights } = splitWeights(model, 'some.weights')
  expect([graph.length < model.length / 20, weights.length > 0.9 * model.length]).toEqual([true, true])
  const named = { name: 'some.weights', bytes: new Uint8Array(weights) }
  expect(
    await probabilities(await createSession(Promise.resolve({ graph: new Uint8Array(graph), weights: named }))),
  ).toEqual(expected)
  await expect(createSession(Promise.resolve({ graph: new Uint8Array(graph) }))).rejects.toThrow()
})

test('prepared models are listed with their weights and compute the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-prepared-'))
  try {
    const { files, ...rest } = JSON.parse(readFileSync('public/models/reader/reader.json', 'utf8'))
    // what is no model stays as it is
    const listed = { ...files, detector: files.characters }
    writeFileSync(join(folder, 'recogniser.onnx'), model)
    writeFileSync(join(folder, 'reader.json'), JSON.stringify({ ...rest, files: listed }))
    await prepareModels(join(folder, 'reader.json'))
    const readFile = async (path: string) => new Uint8Array(readFileSync(path))
    const prepared = await readManifest(readFile, join(folder, 'reader.json'), ReaderManifest)
    expect(prepared.files.characters).toEqual(files.characters)
    expect(prepared.files.recogniser.weights?.path).toBe('recogniser.weights')
    const read = readModel(readFile, folder, prepared.files.recogniser)
    expect(await probabilities(await createSession(read))).toEqual(expected)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
