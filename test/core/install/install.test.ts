import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DownloadError } from '../../../src/core/install/download-error.ts'
import { createHub, retryAfter } from '../../../src/core/install/hub.ts'
import { installModel } from '../../../src/core/install/install.ts'
import { installedModels, modelBytes, readInstalled, verifyModel } from '../../../src/core/install/installed.ts'
import type { ModelStore } from '../../../src/core/install/model-store.ts'
import type { InstallProgress } from '../../../src/core/install/progress.ts'
import { createModelStore } from '../../../src/runtime/node/model-store.ts'
import { createSession, Tensor } from '../../../src/runtime/node/session.ts'
import { createLocalHub, type Faults, type LocalHub } from '../../fixtures/hub.ts'

const FIXTURE = 'test/fixtures/tiny-clip'
const VISION = 'onnx/vision_model_quantized.onnx'

let hub: LocalHub
let root: string
let store: ModelStore
let told: InstallProgress[]

beforeEach(async () => {
  hub = await createLocalHub(FIXTURE)
  root = mkdtempSync(join(tmpdir(), 'memeveil-models-'))
  store = createModelStore(root)
  told = []
})
afterEach(() => hub.close())

const install = (changes: Partial<Parameters<typeof installModel>[0]> = {}, stallMs = 5000) =>
  installModel({
    hub: createHub({ address: hub.address, stallMs }),
    store,
    name: hub.name,
    precision: 'q8',
    signal: new AbortController().signal,
    host: { createSession, Tensor },
    onProgress: (progress) => told.push(progress),
    pauseMs: 10,
    ...changes,
  })
const rangesOf = (path: string) =>
  hub.asked.filter((asked) => asked.startsWith(path)).map((a) => a.slice(path.length + 1))

test('a model is installed file by file at the commit that the hub names, and is whole', async () => {
  const manifest = await install()
  expect(manifest).toMatchObject({ id: hub.name, license: 'mit', dimension: 16, image: { resize: 'bicubic-crop' } })
  expect(manifest.version).toMatch(/^q8-/)
  const [installed] = await installedModels(store)
  expect(installed).toEqual(manifest)
  await verifyModel(store, installed)
  expect(hub.asked.filter((path) => path.includes('/resolve/')).every((path) => path.includes(hub.commit))).toBe(true)
  const last = told.at(-1) as InstallProgress
  expect(last.done).toBe(last.total)
  expect(last.bytesPerSecond).toBeGreaterThan(0)
  expect(readdirSync(join(root, hub.name)).sort()).toEqual([
    'config.json',
    'model.json',
    'onnx',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ])
  expect(modelBytes(manifest)).toBeGreaterThan(100_000)
})

test('weights for WebGPU come beside those for WASM, and who goes on after a stop needn’t name them', async () => {
  hub.faults = { status: { of: 'vision_model_fp16', code: 404, times: 1 } }
  await expect(install({ webgpu: 'fp16' })).rejects.toThrow(DownloadError)
  hub.faults = { status: { of: 'vision_model_fp16', code: 500, times: 9 } }
  const stopped = new AbortController()
  const onProgress = ({ waiting }: InstallProgress) => waiting && stopped.abort()
  await expect(install({ webgpu: 'fp16', signal: stopped.signal, onProgress })).rejects.toThrow()
  hub.faults = {}
  const manifest = await install()
  expect(manifest).toMatchObject({
    dtype: { wasm: 'q8', webgpu: 'fp16' },
    files: {
      vision: { path: VISION },
      visionWebGpu: { path: 'onnx/vision_model_fp16.onnx' },
      textWebGpu: { path: 'onnx/text_model_fp16.onnx' },
    },
  })
  // a head that was trained for the one judges by the other
  expect(manifest.version).toMatch(/^q8-/)
  await verifyModel(store, manifest)
})

test('what is installed is not asked for again', async () => {
  await install()
  const asked = hub.asked.length
  await expect(install()).rejects.toThrow(/is installed already; remove it first/)
  expect(hub.asked.length).toBe(asked)
})

test('a connection that is cut goes on where it stopped', async () => {
  hub.faults = { cut: { path: VISION, after: 30_000, times: 2 } }
  await install()
  const ranges = rangesOf(VISION)
  expect(ranges.length).toBe(3)
  expect(ranges[0]).toBe('')
  expect(ranges[1]).toMatch(/^bytes=\d\d+-$/)
  expect(told.some(({ waiting }) => waiting?.includes('cut'))).toBe(true)
  await verifyModel(store, (await installedModels(store))[0])
})

test('a hub that ignores ranges sends all again, and the model is whole', async () => {
  hub.faults = { cut: { path: VISION, after: 30_000, times: 1 }, ignoreRanges: true }
  await install()
  await verifyModel(store, (await installedModels(store))[0])
})

test('where a host refuses to send a part, all is asked for again', async () => {
  hub.faults = { cut: { path: VISION, after: 30_000, times: 1 }, refuseRanges: true }
  await install()
  expect(rangesOf(VISION)).toEqual(['', expect.stringMatching(/^bytes=/), ''])
  await verifyModel(store, (await installedModels(store))[0])
})

test('a hub that is busy is asked again when it says', async () => {
  hub.faults = { status: { of: '/resolve/', code: 429, times: 2, retryAfter: '0' } }
  await install()
  expect(told.some(({ waiting }) => waiting?.includes('too many requests'))).toBe(true)
})

test.each([429, 503])(
  'a hub that answers %d when it is asked what there is is asked again when it says',
  async (code) => {
    hub.faults = { status: { of: '/api/', code, times: 2, retryAfter: '0' } }
    await install()
    expect(told.filter(({ waiting }) => waiting !== null)).toHaveLength(2)
  },
)

const NOW = Date.parse('2026-11-25T12:00:00Z')
test.each<[string | null, number]>([
  ['5', 5000],
  ['Wed, 25 Nov 2026 12:00:30 GMT', 30_000],
  ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
  ['999999999', 86_400_000],
  ...[null, '', '-5', '1e99', 'Infinity', 'soon', '0x10'].map((value): [string | null, number] => [value, 60_000]),
])('Retry-After: %s is %d milliseconds', (value, ms) => expect(retryAfter(value, NOW)).toBe(ms))

test('a new revision midway changes nothing of what is under way', async () => {
  hub.faults = { cut: { path: VISION, after: 0, times: 99 } }
  await expect(install()).rejects.toThrow(/was cut/)
  hub.move()
  hub.faults = {}
  await install()
  expect(hub.asked.filter((path) => path.includes('/revision/main'))).toHaveLength(1)
  await verifyModel(store, (await installedModels(store))[0])
})

const always = (code: number, of = '/resolve/') => ({ status: { of, code, times: 99 } })

test.each<[string, Faults, RegExp]>([
  ['a wrong hash', { changed: VISION }, /vision_model_quantized\.onnx is not what the hub lists: its hash/],
  [
    'a wrong hash of a small file',
    { changed: 'tokenizer.json' },
    /tokenizer\.json is not what the hub lists: its hash/,
  ],
  ['a wrong size', { longer: VISION }, /vision_model_quantized\.onnx has more than the \d+ bytes/],
  ['connections that are always cut', { cut: { path: VISION, after: 0, times: 99 } }, /was cut or can't be made/],
  ['a hub that stalls', { stall: { path: VISION, after: 0 } }, /sent nothing for 1 seconds/],
  ['401', always(401), /to nobody without an account.*\(401\)/],
  ['404', always(404, '/revision/main'), /no such model or file.*\(404\)/],
  ['429 for long', { status: { of: '/tree/', code: 429, times: 9, retryAfter: '3600' } }, /ask again in 3600 s/],
  ['503', always(503), /the hub failed.*\(503\)/],
  ['a revision that was taken back', { takenBack: true }, /taken back the revision/],
])('of %s it is told, nothing is installed, and later all goes well', async (_, faults, message) => {
  hub.faults = faults
  const failed = install({}, 100)
  await expect(failed).rejects.toThrow(message)
  await expect(failed).rejects.toBeInstanceOf(DownloadError)
  expect(await installedModels(store)).toEqual([])
  hub.faults = {}
  if (faults.takenBack) hub.move()
  await install()
  await verifyModel(store, (await installedModels(store))[0])
})

test('without room it is told before anything large comes', async () => {
  await expect(install({ store: { ...store, room: async () => 1000 } })).rejects.toThrow(
    /^0\.\d MB are needed, and 0 MB are free/,
  )
  expect(hub.asked.some((path) => path.includes('/resolve/'))).toBe(false)
})

test('a disk that fills up midway is told, and the download goes on when there is room', async () => {
  const append: ModelStore['append'] = async (path, bytes) => {
    if (path.endsWith(VISION)) throw new DownloadError('the disk is full')
    await store.append(path, bytes)
  }
  await expect(install({ store: { ...store, append } })).rejects.toThrow('the disk is full')
  expect(await installedModels(store)).toEqual([])
  await install()
  expect(rangesOf('tokenizer.json')).toHaveLength(1)
})

test('who cancels keeps what came', async () => {
  hub.faults = { slow: 5 }
  const cancelled = new AbortController()
  const onProgress = ({ done, total }: InstallProgress) => done > total / 2 && cancelled.abort()
  await expect(install({ signal: cancelled.signal, onProgress })).rejects.toThrow(/abort/i)
  expect(await installedModels(store)).toEqual([])
  hub.faults = {}
  await install()
  expect(told[0].done).toBeGreaterThan(0)
  expect(rangesOf('tokenizer.json')).toHaveLength(1)
})

test('two at once install once', async () => {
  hub.faults = { slow: 2 }
  const both = await Promise.allSettled([install(), install()])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(String((both.find((b) => b.status === 'rejected') as PromiseRejectedResult).reason)).toMatch(/being installed/)
})

/** A hub whose model is the fixture with something else about it. */
async function hubOf(change: (folder: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-hub-'))
  cpSync(FIXTURE, folder, { recursive: true })
  change(folder)
  await hub.close()
  hub = await createLocalHub(folder)
}

/** Changes fields of a configuration. */
function changed(file: string, fields: object) {
  return (folder: string) => {
    const path = join(folder, file)
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...fields }))
  }
}
const written = (file: string, content: string) => (folder: string) => writeFileSync(join(folder, file), content)
const PREPROCESSOR = 'preprocessor_config.json'
const TEXT = 'onnx/text_model_quantized.onnx'

test.each<[string, (folder: string) => void, RegExp]>([
  ['a deviation of 0', changed(PREPROCESSOR, { image_std: [0, 1, 1] }), /field "image_std\.0"/],
  ['too large a picture', changed(PREPROCESSOR, { crop_size: 5000, size: 5000 }), /field "crop_size".*<=4096/],
  [
    'no square',
    changed(PREPROCESSOR, { crop_size: { height: 224, width: 336 } }),
    /field "crop_size": only squares can be made, not 336 x 224/,
  ],
  ['too wide a tower', changed('config.json', { projection_dim: 70_000 }), /field "projection_dim".*<=65536/],
  ['an empty file', written('tokenizer_config.json', ''), /has nothing in its tokenizer_config\.json/],
  ['a tokeniser of no class', written('tokenizer_config.json', '{}'), /tokenizer_config\.json: tokenizer_class ""/],
  ['half a tokeniser', written('tokenizer.json', '{"model":'), /clip-vit-base-patch32\/tokenizer\.json is not JSON/],
  ['a tokeniser of nothing', written('tokenizer.json', '{}'), /tokenizer\.json can't be used/],
])('a model with %s is told before its large files come, and nothing of it stays', async (_, change, message) => {
  await hubOf(change)
  await expect(install()).rejects.toThrow(message)
  expect(hub.asked.some((path) => path.startsWith('onnx/'))).toBe(false)
  expect(existsSync(join(root, hub.name))).toBe(false)
  // so that it is had where the hub mends it
  await hub.close()
  hub = await createLocalHub(FIXTURE)
  await install()
})

test.each<[string, (folder: string) => void, RegExp]>([
  [
    'another width than it says',
    changed('config.json', { projection_dim: 512 }),
    /vision_model_quantized\.onnx: output "image_embeds" has 16 values, and not 512.*projection_dim/,
  ],
  [
    'pictures of another size',
    changed(PREPROCESSOR, { crop_size: 336, size: 336 }),
    /preprocessor_config\.json: field "crop_size": .*vision_model_quantized\.onnx takes no picture of 336 x 336/,
  ],
  [
    'shorter texts than it says',
    changed('config.json', { text_config: { max_position_embeddings: 500 } }),
    /config\.json: field "max_position_embeddings": .*text_model_quantized\.onnx takes no text of 500 tokens/,
  ],
  ['garbage for a tower', written(VISION, 'not ONNX'), /vision_model_quantized\.onnx can't be loaded/],
  [
    'its towers in each other’s place',
    (folder) => {
      const [vision, text] = [VISION, TEXT].map((path) => readFileSync(join(folder, path)))
      writeFileSync(join(folder, VISION), text)
      writeFileSync(join(folder, TEXT), vision)
    },
    /vision_model_quantized\.onnx: input "input_ids": only pixel_values can be given/,
  ],
])('a model with %s is told once it is here, and does not count as installed', async (_, change, message) => {
  await hubOf(change)
  await expect(install()).rejects.toThrow(message)
  expect(existsSync(join(root, hub.name))).toBe(false)
  expect(await readInstalled(store)).toEqual({ models: [], damaged: [], started: [] })
})

test('a model whose manifest is damaged is told by its name, and keeps no other from being used', async () => {
  const manifest = await install()
  for (const [name, content] of Object.entries({
    'a/empty': '{}',
    'a/half': '{"id',
    'a/other': JSON.stringify(manifest),
  })) {
    mkdirSync(join(root, name), { recursive: true })
    writeFileSync(join(root, name, 'model.json'), content)
  }
  expect(await readInstalled(store)).toEqual({
    models: [manifest],
    damaged: [
      { id: 'a/empty', fault: expect.stringMatching(/^a\/empty\/model\.json: field "id"/) },
      { id: 'a/half', fault: expect.stringMatching(/^a\/half\/model\.json is not JSON/) },
      { id: 'a/other', fault: expect.stringMatching(/^a\/other\/model\.json: field "id": it is Xenova/) },
    ],
    started: [],
  })
  expect(await installedModels(store)).toEqual([manifest])
})

test('of a download whose plan is damaged all is begun anew', async () => {
  hub.faults = { cut: { path: VISION, after: 0, times: 99 } }
  await expect(install()).rejects.toThrow(/was cut/)
  expect((await readInstalled(store)).started).toEqual([hub.name])
  writeFileSync(join(root, hub.name, 'download.json'), '{}')
  hub.faults = {}
  await install()
  expect((await readInstalled(store)).started).toEqual([])
})

test('a model that cannot be run is told before its large files come', async () => {
  await hub.close()
  hub = await createLocalHub('test/fixtures/golden')
  await expect(install()).rejects.toThrow(/has no config\.json: it is not laid out as CLIP is/)
})

test.each(['clip', '../../etc/passwd', 'a/b/c', 'https://x/y', 'a/..'])('"%s" is no name of a model', async (name) => {
  await expect(install({ name })).rejects.toThrow(/is no model's name/)
})

test.each(['nonsense', 'huggingface.co', 'ftp://x', ''])('"%s" is no address of a hub', (address) => {
  expect(() => createHub({ address })).toThrow(DownloadError)
  expect(() => createHub({ address })).toThrow(`"${address}" is no hub's address: one such as https://`)
})

test('a file that was changed on the disk is found', async () => {
  const manifest = await install()
  const path = `${hub.name}/${VISION}`
  const bytes = new Uint8Array(readFileSync(join(root, path)))
  bytes[9] ^= 1
  await store.write(path, bytes)
  await expect(verifyModel(store, manifest)).rejects.toThrow(/is damaged: its SHA-256/)
  await store.remove(`${hub.name}/tokenizer.json`)
  await expect(verifyModel(store, manifest)).rejects.toThrow(/SHA-256 .*; .*tokenizer\.json is missing/)
})
