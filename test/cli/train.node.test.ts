import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { METRICS } from '../../src/training/measure/evaluation.ts'
import { succeed } from '../fixtures/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-train-'))
const file = (...names: string[]) => join(folder, ...names)
const read = (...names: string[]) => readFileSync(file(...names), 'utf8')
const json = (...names: string[]) => JSON.parse(read(...names))

const memeveil = (...args: string[]) => succeed(args, { cwd: folder, timeout: 100_000 })

const GROUPS = [
  'women',
  'immigrants',
  'Muslims',
  'gay people',
  'old people',
  'Jews',
  'Roma',
  'teenagers',
  'Hindus',
  'deaf people',
]
const BAD = ['are disgusting', 'should be locked up', 'are worthless animals']
const GOOD = ['are my neighbours', 'came to the party', 'bake wonderful bread']
const splitOf = (i: number) => (i < 5 ? 'train' : i < 8 ? 'validation' : 'test')
const rows = GROUPS.flatMap((group, i) => [
  ...BAD.map((bad) => `small,${splitOf(i)},"${group} ${bad}",,offensive,${group}`),
  ...GOOD.map((good) => `small,${splitOf(i)},"${group} ${good}",,non-offensive,${group}`),
])
const HEADER = 'dataset,split,sentence,image_name,label,target'
const QUICK = 'optimizer=adamw,learningRate=0.02,epochs=40,start=zero,calibrate=true,threshold=macroF1'

beforeAll(async () => {
  mkdirSync(file('pictures'))
  writeFileSync(
    file('pictures', 'tea.jpg'),
    await draw({ id: 'x', label: 'non-offensive', scene: 'sea', top: 'Keep calm', bottom: 'and drink tea' }),
  )
  writeFileSync(file('pictures', 'same-tea.jpg'), readFileSync(file('pictures', 'tea.jpg')))
  writeFileSync(file('pictures', 'broken.jpg'), 'no picture')
  writeFileSync(file('all.csv'), [HEADER, ...rows, 'small,train,,tea.jpg,Non-offensiv,'].join('\n'))
})

describe('train', () => {
  const train = (out: string, ...more: string[]) =>
    memeveil('train', '--csv', 'all.csv', '--images', 'pictures', '--out', out, ...more)

  test("the report's six print their losses by epoch and the top two, and leave head, table and chart", async () => {
    const { out } = await train('six', '--sweep', 'report')
    expect(out).toContain(
      [
        '1. Adam 5e-6 b16',
        '2. Adam 1e-5 b16',
        '3. AdamW 1e-5 b16 wd0.01',
        '4. SGD 1e-5 m0.9 b16',
        '5. Adam 5e-6 b8',
        '6. Adam 5e-6 b32',
      ].join('\n'),
    )
    expect(out.match(/^\| \d+ +\|( +\.69\d\d \|){12}$/gm)).toHaveLength(10)
    expect(out).toMatch(/Top two: .* \(validation loss \.\d{4}\), then /)
    expect(out).toContain('test: n = 12, 6 offensive')
    expect(readdirSync(file('six')).sort()).toEqual(['head.json', 'losses.md', 'losses.svg', 'test.md'])
    expect(read('six', 'losses.svg')).toMatch(/^<svg/)
    expect(json('six', 'head.json')).toMatchObject({
      model: { id: 'memeveil-mini' },
      fusion: 'concat',
      threshold: 0.5,
      trainedOn: { small: 31 },
      configuration: { epochs: 10 },
    })
  })

  test('one seed gives one head, byte by byte, from the cache and without it; another seed another', async () => {
    rmSync(file('other-cache'), { recursive: true, force: true })
    await train('one', '--config', QUICK)
    const kept = readdirSync(file('.cache')).map((name) => [name, read('.cache', name).length])
    await train('two', '--config', QUICK)
    expect(read('two', 'head.json')).toBe(read('one', 'head.json'))
    expect(readdirSync(file('.cache')).map((name) => [name, read('.cache', name).length])).toEqual(kept)
    await train('three', '--config', QUICK, '--cache', 'other-cache')
    expect(read('three', 'head.json')).toBe(read('one', 'head.json'))
    await train('four', '--config', QUICK, '--seed', '7')
    expect(read('four', 'head.json')).not.toBe(read('one', 'head.json'))
    expect(json('one', 'head.json').validation.small.auroc).toBeGreaterThan(0.9)
  })

  test('settings come from a file too, align is a flag, and three tables stand for a split column', async () => {
    for (const split of ['train', 'validation', 'test'])
      writeFileSync(
        file(`${split}.csv`),
        [HEADER, ...rows.filter((r) => r.includes(`,${split},`))].join('\n').replaceAll(`,${split},`, ',,'),
      )
    writeFileSync(file('config.json'), JSON.stringify({ optimizer: 'adam', learningRate: 0.01, neighbours: 3 }))
    const { out } = await memeveil(
      'train',
      '--train',
      'train.csv',
      '--validation',
      'validation.csv',
      '--test',
      'test.csv',
      '--out',
      'tables',
      '--config',
      'config.json',
      '--fusion',
      'align',
    )
    expect(out).toContain('test: n = 12')
    const head = json('tables', 'head.json')
    expect(head).toMatchObject({ fusion: 'align', knn: { k: 3 }, trainedOn: { small: 30 } })
    expect(
      (await memeveil('predict', '--head', 'tables/head.json', 'pictures/tea.jpg', '--text', 'women are disgusting'))
        .out,
    ).toContain('Offensive')
  })

  test('a head on lemmatised texts is judged with lemmatised texts', async () => {
    await train('lemmas', '--config', QUICK, '--preprocessing', 'report')
    expect(json('lemmas', 'head.json').textSteps).toEqual([
      'lower-case',
      'tokenise',
      'lemmatise',
      'stop-words',
      'punctuation',
    ])
    const judged = async (text: string) =>
      JSON.parse(
        (await memeveil('predict', '--head', 'lemmas/head.json', 'pictures/tea.jpg', '--json', '--text', text)).out,
      ).probability
    expect(await judged('The WOMEN are, all of them, disgusting!!')).toBeCloseTo(await judged('woman disgusting'), 9)
  })

  test('the wide sweep tells mean and deviation of every combination, and goes on where it stopped', async () => {
    const { out } = await train('wide', '--sweep', 'wide', '--folds', '2', '--repeats', '1')
    expect(out.match(/\| AdamW .* ± .* \|/g)).toHaveLength(64)
    const kept = read('.cache', 'cross-validation.jsonl').trim().split('\n')
    // an interrupted run leaves fewer lines, the last one cut
    writeFileSync(file('.cache', 'cross-validation.jsonl'), `${kept.slice(0, 40).join('\n')}\n${kept[40].slice(0, 30)}`)
    const again = await train('wide', '--sweep', 'wide', '--folds', '2', '--repeats', '1')
    expect(again.out).toBe(out)
    // the cut one stays as it is, and takes no other along
    const [first, cut, ...made] = read('.cache', 'cross-validation.jsonl').trim().split('\n').slice(39)
    expect([first, cut, made.length]).toEqual([kept[39], kept[40].slice(0, 30), 24])
    expect(made.map((line) => JSON.parse(line)[0]).sort()).toEqual(
      kept
        .slice(40)
        .map((line) => JSON.parse(line)[0])
        .sort(),
    )
  })

  test.each([
    [['--csv', 'all.csv', '--train', 'all.csv'], /give --train and --validation/],
    [['--csv', 'all.csv', '--config', 'learningRate=-1'], /setting "learningRate"/],
    [['--csv', 'all.csv', '--config', 'all.csv'], /--config all\.csv is not JSON/],
    [['--csv', 'none.csv'], /none\.csv can't be read/],
    [['--csv', 'all.csv', '--split-column', 'target'], /line 2: split "women" is none of train, val, test/],
    [['--csv', 'all.csv', '--steps', 'stem'], /--steps stem: there are/],
    [['--csv', 'all.csv', '--seed', '1.5'], /A number from 0 to 4294967295 without a fraction is needed/],
    [['--csv', 'all.csv', '--model', 'nowhere'], /nowhere\/model\.json is missing/],
  ])(
    '%j says what is wrong',
    async (args, message) => await expect(memeveil('train', '--out', 'x', ...args)).rejects.toThrow(message),
  )
})

describe('pictures that are missing or broken', () => {
  const table = ['image_name,sentence,label,split', 'nowhere.jpg,text,offensive,train', 'broken.jpg,,offensive,train']
  const train = (...more: string[]) =>
    memeveil('train', '--csv', 'missing.csv', '--images', 'pictures', '--out', 'm', '--config', QUICK, ...more)
  beforeAll(() => {
    const good = rows
      .map((r) => r.split(','))
      .map(([, split, sentence, , label]) => `tea.jpg,${sentence},${label},${split}`)
    writeFileSync(file('missing.csv'), [...table, ...good].join('\n'))
  })

  test('are an error that names file, line and picture', async () =>
    await expect(train()).rejects.toThrow(
      /missing\.csv, line 2: nowhere\.jpg: the picture is not in.*--missing-image/s,
    ))
  test('or are skipped, and counted', async () => {
    const { err } = await train('--missing-image', 'skip')
    expect(err).toMatch(/line 3: broken\.jpg: not a readable picture/)
    expect(err).toContain('2 pictures are missing or broken; 2 rows left out, 0 kept by their texts')
    expect(json('m', 'head.json').trainedOn).toEqual({ [folder.split('/').at(-1) as string]: 30 })
  })
  test('or their rows are kept by their texts', async () => {
    expect((await train('--missing-image', 'text-only')).err).toContain('1 rows left out, 1 kept by their texts')
  })
})

describe('evaluate and compare', () => {
  test('JSON has every measure with its interval and n, the majority beside them, and the groups', async () => {
    const found = JSON.parse(
      (await memeveil('evaluate', '--head', 'one/head.json', '--csv', 'all.csv', '--json', '--out', 'curves')).out,
    )
    for (const name of Object.keys(METRICS))
      expect(found[name]).toEqual({
        value: expect.any(Number),
        low: expect.any(Number),
        high: expect.any(Number),
        n: expect.any(Number),
      })
    expect(found).toMatchObject({
      n: 12,
      offensive: 6,
      majority: { accuracy: 0.5 },
      groups: { Hindus: { n: 6 }, 'deaf people': { n: 6 } },
    })
    const { tp, fp, fn, tn } = found.confusion
    expect(tp + fp + fn + tn).toBe(12)
    expect(readdirSync(file('curves')).sort()).toEqual(['precision-recall.svg', 'reliability.svg', 'roc.svg'])
  })

  test('in words: a line a measure, a table of counts, a line a group', async () => {
    const { out } = await memeveil('evaluate', '--csv', 'all.csv', '--split', 'train', '--images', 'pictures')
    expect((await memeveil('evaluate', '--csv', 'missing.csv', '--split', 'test')).err).toContain(
      '12 rows name pictures, but there is no --images folder',
    )
    expect(out).toContain('small: n = 31, 15 offensive')
    for (const title of Object.values(METRICS)) expect(out).toContain(`| ${title} `)
    expect(out).toMatch(/\| Muslims +\| +6 \|/)
  })

  test('a measure without both classes is null in JSON, a dash in words', async () => {
    writeFileSync(file('harmless.csv'), 'sentence,label\nI like tea,non-offensive\n')
    expect(JSON.parse((await memeveil('evaluate', '--csv', 'harmless.csv', '--json')).out).auroc.value).toBeNull()
    expect((await memeveil('evaluate', '--csv', 'harmless.csv')).out).toMatch(/\| AUROC +\| +— \|/)
  })

  test('a part that is left out says nothing, the other one goes on', async () => {
    const measured = async (...more: string[]) =>
      JSON.parse((await memeveil('evaluate', '--csv', 'all.csv', '--json', ...more)).out)
    expect((await measured('--leave-out', 'words')).auroc.value).toBe(0.5)
    expect(await measured('--leave-out', 'image')).toEqual(await measured())
    await expect(measured('--leave-out', 'sound')).rejects.toThrow(/Allowed choices are image, words/)
  })

  test('two heads are compared on the same rows', async () => {
    const { out } = await memeveil('compare', 'six/head.json', 'one/head.json', '--csv', 'all.csv', '--json')
    expect(JSON.parse(out)).toMatchObject({
      n: 12,
      auroc: { value: expect.any(Number) },
      mcnemar: { p: expect.any(Number) },
    })
    const same = JSON.parse((await memeveil('compare', 'bundled', 'bundled', '--csv', 'all.csv', '--json')).out)
    expect(same).toMatchObject({ auroc: { value: 0 }, macroF1: { value: 0 }, mcnemar: { onlyA: 0, onlyB: 0, p: 1 } })
  })

  test('no row to measure is an error that names the splits there are', async () => {
    await expect(memeveil('evaluate', '--csv', 'all.csv', '--split', 'extra')).rejects.toThrow(
      /no row of the split "extra", only train, val, test/,
    )
  })
})

describe('data', () => {
  beforeAll(() => {
    writeFileSync(
      file('described.csv'),
      [
        'Image_Name,sentence,label,split',
        'tea.jpg,Keep calm,Non-offensiv,train',
        'same-tea.jpg,keep  CALM,offensive,test',
        'nowhere.jpg,,offensive,train',
        'broken.jpg,four words of text,non-offensive,test',
        ',alone,,test',
      ].join('\r\n'),
    )
  })

  test('tells labels by split, what is missing, what is broken, and what leaks across splits', async () => {
    const report = JSON.parse(
      (await memeveil('data', 'described.csv', '--images', 'pictures', '--json', '--chart', 'labels.svg')).out,
    )
    expect(report.rows).toBe(5)
    expect(report.missingValues[0].columns).toEqual({ image_name: 1, sentence: 1, label: 1, split: 0 })
    expect(
      report.labels.find((l: { split: string; label: string }) => l.split === 'test' && l.label === 'missing').n,
    ).toBe(1)
    expect(report.texts).toMatchObject({
      groups: 1,
      rows: 2,
      withinSplit: 0,
      leaking: 1,
      contradicting: 1,
      words: { least: 1, median: 2, most: 4 },
    })
    expect(report.images).toMatchObject({ groups: 1, rows: 2, leaking: 1 })
    expect(report.images.missing).toEqual(['described.csv, line 4: nowhere.jpg: the picture is not in pictures'])
    expect(report.images.unreadable[0]).toMatch(/line 5: broken\.jpg: not a readable picture/)
    expect(read('labels.svg')).toMatch(/^<svg/)
  })

  test('in words, with an unknown label as an error by file and line', async () => {
    const several = JSON.parse((await memeveil('data', 'train.csv', 'test.csv', 'train.csv', '--json')).out)
    expect(several.labels.map((l: { split: string; n: number }) => [l.split, l.n])).toEqual([
      ['train.csv', 30],
      ['train.csv', 30],
      ['test.csv', 6],
      ['test.csv', 6],
    ])
    const { out } = await memeveil('data', 'train=all.csv')
    expect(out).toMatch(/^61 rows/)
    expect(out).toMatch(/\| train \| +61 \| 30 \(49\.2 %\) \| +31 \(50\.8 %\) \|/)
    writeFileSync(file('bad.csv'), 'sentence,label\na,offensive\nb,rude\n')
    await expect(memeveil('data', 'bad.csv')).rejects.toThrow(/bad\.csv, line 3: unknown label "rude"/)
    expect((await memeveil('data', 'bad.csv', '--labels', 'rude=offensive')).out).toContain('2 (100.0 %)')
  })
})

test('clean-text prints texts as the towers would get them', async () => {
  expect((await memeveil('clean-text', 'The WOMEN,  see https://x.example')).out).toBe('The WOMEN, see\n')
  expect((await memeveil('clean-text', '--preprocessing', 'report', 'The WOMEN, see')).out).toBe('woman see\n')
  expect((await memeveil('clean-text', '--steps', 'lower-case', 'punctuation', '--', 'The WOMEN, see')).out).toBe(
    'the women see\n',
  )
})

test("the extension's own head trains from many weighted tables and tells what it was trained on", async () => {
  const recipe = {
    fusion: 'align',
    epochs: 40,
    batch: 8,
    learningRate: 0.02,
    weightDecay: 0,
    seed: 1,
    weights: { small: 1 },
    validationShare: { small: 0.5 },
    mostRows: 100,
    chooseOn: ['small'],
    harmless: 'small',
    mostFlagged: 1,
    expect: { offensive: ['small'], harmless: ['small'] },
  }
  writeFileSync(file('recipe.json'), JSON.stringify(recipe))
  expect(
    (
      await memeveil(
        'product-head',
        '--csv',
        'all.csv',
        '--images',
        'pictures',
        '--recipe',
        'recipe.json',
        '--out',
        'product.json',
      )
    ).out,
  ).toContain('epoch 40')
  expect(json('product.json')).toMatchObject({ fusion: 'align', trainedOn: { small: 31 + 18 } })
  expect(json('product.json').validation.small.auroc).toBeGreaterThan(0.8)
})
