import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { succeed } from '../fixtures/command.ts'
import { createLocalHub, type LocalHub } from '../fixtures/hub.ts'

/** A CLIP of random weights in the hub's layout, made by `python -m memeveil_towers.tiny_clip`. */
const FIXTURE = 'test/fixtures/tiny-clip'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-clip-'))
const clip = join(folder, 'clip')
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const memeveil = async (...args: string[]) => (await succeed(args)).out

beforeAll(async () => {
  cpSync(FIXTURE, clip, { recursive: true })
  writeFileSync(
    join(folder, 'a.jpg'),
    await draw({ id: 'a', label: 'offensive', scene: 'road', top: 'Women are too stupid', bottom: 'to drive a car' }),
  )
  const row = (i: number, split: string) => `a.jpg,women drive ${i},${i % 2 ? 'offensive' : 'non-offensive'},${split}`
  const rows = Array.from({ length: 12 }, (_, i) => row(i, i < 8 ? 'train' : 'val'))
  writeFileSync(join(folder, 'table.csv'), ['image_name,sentence,label,split', ...rows].join('\n'))
})

test('a CLIP in a folder laid out as on the hub is taken up, trained on, and judged with', async () => {
  expect(await memeveil('model', 'add', clip, '--precision', 'fp32')).toMatch(/16 values a picture or text/)
  expect(read(join(clip, 'model.json'))).toMatchObject({
    id: basename(clip),
    dimension: 16,
    image: { size: 224, resize: 'bicubic-crop' },
    text: { maxTokens: 77 },
  })
  const out = join(folder, 'head')
  await memeveil(
    'train',
    '--model',
    clip,
    '--csv',
    join(folder, 'table.csv'),
    '--images',
    folder,
    '--out',
    out,
    '--cache',
    join(folder, 'cache'),
  )
  const head = join(out, 'head.json')
  expect(read(head)).toMatchObject({ model: { id: 'clip' }, dimension: 16, trainedOn: { [basename(folder)]: 8 } })
  const verdict = JSON.parse(
    await memeveil(
      'predict',
      join(folder, 'a.jpg'),
      '--text',
      'women drive 3',
      '--model',
      clip,
      '--head',
      head,
      '--json',
    ),
  )
  expect(verdict).toMatchObject({ model: { id: 'clip' }, prediction: expect.any(String) })
  await expect(memeveil('predict', join(folder, 'a.jpg'), '--head', head)).rejects.toThrow(
    /was trained for the model clip@/,
  )
  await expect(memeveil('predict', join(folder, 'a.jpg'), '--model', clip)).rejects.toThrow(/has no head of its own/)
})

test.each([
  [
    'a missing tower',
    (clip: string) => rmSync(join(clip, 'onnx/text_model_quantized.onnx')),
    /onnx\/text_model_quantized\.onnx is missing/,
  ],
  [
    'a model of another kind',
    (clip: string) => writeFileSync(join(clip, 'config.json'), '{"model_type":"vit","projection_dim":16}'),
    /config\.json: field "model_type"/,
  ],
  [
    'half a tokeniser',
    (clip: string) => writeFileSync(join(clip, 'tokenizer.json'), '{'),
    /tokenizer\.json is not JSON/,
  ],
  [
    'another width than it says',
    (clip: string) => writeFileSync(join(clip, 'config.json'), '{"model_type":"clip","projection_dim":512}'),
    /output "image_embeds" has 16 values, and not 512/,
  ],
  ['no configuration', (clip: string) => rmSync(join(clip, 'config.json')), /config\.json is missing/],
])('%s is told', async (what, spoil, message) => {
  const spoiled = join(folder, what)
  cpSync(FIXTURE, spoiled, { recursive: true })
  spoil(spoiled)
  await expect(memeveil('model', 'add', spoiled)).rejects.toThrow(message)
})

describe('a model of a hub', () => {
  const root = join(folder, 'models')
  let hub: LocalHub
  beforeAll(async () => {
    hub = await createLocalHub(FIXTURE)
  })
  afterAll(() => hub.close())

  function start(...args: string[]) {
    const env = { ...process.env, MEMEVEIL_MODELS: root, MEMEVEIL_HUB: hub.address }
    const child = spawn(process.execPath, ['bin/memeveil', ...args], { env })
    let out = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => void (out += data))
    const ended = new Promise<{ status: number | null; out: string }>((resolve) => {
      child.on('close', (status) => resolve({ status, out }))
    })
    return { child, ended }
  }
  const run = (...args: string[]) => start(...args).ended

  test('is told as missing where it is asked for', async () => {
    expect((await run('predict', 'a.jpg', '--model', hub.name)).out).toMatch(
      /is neither installed \(memeveil model get/,
    )
    expect(await run('model', 'list')).toMatchObject({ status: 0, out: expect.stringMatching(/^none in .*models;/) })
  })

  test('that Ctrl+C stopped goes on at the same command, and nothing is asked for twice', async () => {
    hub.faults = { slow: 300 }
    const { child, ended } = start('model', 'get', hub.name)
    await expect.poll(() => hub.asked.some((path) => path.includes('text_model')), { timeout: 30_000 }).toBe(true)
    await expect.poll(() => hub.asked.some((path) => path.startsWith('onnx/vision')), { timeout: 30_000 }).toBe(true)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ status: 130, out: expect.stringMatching(/the same command goes on/) })
    expect((await run('predict', 'a.jpg', '--model', hub.name)).out).toMatch(/^memeveil: .* is half installed/)
    hub.faults = {}
    expect(await run('model', 'get', hub.name)).toMatchObject({ status: 0, out: expect.stringMatching(/licence: mit/) })
    expect(hub.asked.filter((path) => path.startsWith('onnx/text'))).toHaveLength(1)
    expect((await run('model', 'get', hub.name)).out).toMatch(/is installed already/)
  })

  test('is listed, verified, and taken by its name', async () => {
    expect((await run('model', 'list')).out).toMatch(
      /^Xenova\/clip-vit-base-patch32 q8-[0-9a-f]{16}, 0\.1 MB, licence: mit/,
    )
    expect(await run('model', 'verify')).toMatchObject({ status: 0, out: expect.stringMatching(/every file has/) })
    const trained = await run(
      ...['train', '--model', hub.name, '--fit', 'stretch', '--csv', join(folder, 'table.csv'), '--images', folder],
      ...['--out', join(folder, 'hub-head'), '--cache', join(folder, 'cache')],
    )
    expect(trained).toMatchObject({ status: 0 })
    const head = join(folder, 'hub-head', 'head.json')
    expect(read(head)).toMatchObject({
      model: { id: hub.name },
      preprocessing: expect.stringMatching(/^bicubic-stretch-224/),
    })
    const judged = await run(
      'predict',
      join(folder, 'a.jpg'),
      '--text',
      'x',
      '--model',
      hub.name,
      '--head',
      head,
      '--json',
    )
    expect(JSON.parse(judged.out)).toMatchObject({ model: { id: hub.name } })
    const measured = [
      'evaluate',
      '--model',
      hub.name,
      '--head',
      head,
      '--csv',
      join(folder, 'table.csv'),
      '--split',
      'val',
    ]
    expect((await run(...measured)).out).toMatch(/was trained on pictures with --fit stretch, not crop/)
  })

  test('that was changed on the disk is found, and removed', async () => {
    writeFileSync(join(root, hub.name, 'tokenizer.json'), '{}')
    expect(await run('model', 'verify', hub.name)).toMatchObject({
      status: 1,
      out: expect.stringMatching(/is damaged/),
    })
    expect(await run('model', 'remove', hub.name)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/is removed/),
    })
    expect(existsSync(join(root, hub.name))).toBe(false)
    expect((await run('model', 'remove', hub.name)).out).toMatch(/is not installed/)
  })

  test('that stopped, or whose manifest is damaged, is told and can be removed', async () => {
    for (const [name, file] of [
      ['some/model', 'model.json'],
      [hub.name, 'download.json'],
    ]) {
      mkdirSync(join(root, name), { recursive: true })
      writeFileSync(join(root, name, file), '{}')
    }
    expect((await run('model', 'list')).out).toMatch(/^some\/model is damaged: .*field "id".*\n.*is half installed: /)
    const { status, out } = await run('model', 'verify')
    expect([status, out]).toEqual([1, expect.stringMatching(/some\/model is damaged/)])
    for (const name of ['some/model', hub.name])
      expect(await run('model', 'remove', name)).toMatchObject({ status: 0, out: `${name} is removed\n` })
    expect([existsSync(join(root, hub.name)), existsSync(join(root, 'some/model'))]).toEqual([false, false])
  })

  test('whose hub has no address is told by the option', async () => {
    expect(await run('model', 'get', hub.name, '--hub', 'nonsense')).toEqual({
      status: 1,
      out: expect.stringMatching(/option '--hub <address>' .*'nonsense' is invalid\. An address such as https:/),
    })
  })

  test('whose hub refuses is told in one line', async () => {
    hub.faults = { status: { of: '/api/', code: 401, times: 9 } }
    const { status, out } = await run('model', 'get', hub.name)
    expect(status).toBe(1)
    expect(out.trim()).toMatch(/^memeveil: the hub gives this to nobody without an account.*\(401\)$/)
  })
})
