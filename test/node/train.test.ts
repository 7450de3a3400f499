import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-train-'))
const file = (name: string) => join(folder, name)
const memeveil = (...args: string[]) => execFileSync(process.execPath, ['bin/memeveil', ...args, '--cache', file('cache')], { encoding: 'utf8' })

const groups = ['women', 'immigrants', 'Muslims', 'gay people', 'old people']
const table = ['dataset,split,sentence,image_name,label']
for (const [i, group] of groups.entries()) {
  const split = i < 4 ? 'train' : 'val'
  for (const bad of ['are disgusting', 'should be locked up', 'are worthless animals']) table.push(`small,${split},${group} ${bad},,offensive`)
  for (const good of ['are my neighbours', 'came to the party', 'bake wonderful bread']) table.push(`small,${split},${group} ${good},,non-offensive`)
}
const recipe = {
  fusion: 'align',
  epochs: 40,
  batch: 8,
  learningRate: 0.02,
  weightDecay: 0,
  seed: 1,
  weights: { small: 1 },
  mostRows: 100,
  chooseOn: ['small'],
  harmless: 'small',
  mostFlagged: 1,
  expect: { offensive: ['small'], harmless: ['small'] },
}

test('a head trains on a table with texts and a picture, twice alike, and tells what it was trained on', async () => {
  writeFileSync(file('picture.jpg'), await draw({ id: 'x', label: 'non-offensive', scene: 'sea', top: 'Keep calm', bottom: 'and drink tea' }))
  writeFileSync(file('table.csv'), [...table, 'small,train,,picture.jpg,Non-offensiv'].join('\n'))
  writeFileSync(file('recipe.json'), JSON.stringify(recipe))
  const train = (out: string) => memeveil('train', '--csv', file('table.csv'), '--images', folder, '--recipe', file('recipe.json'), '--out', file(out))
  expect(train('head.json')).toContain('epoch 40')
  train('again.json')
  const head = JSON.parse(readFileSync(file('head.json'), 'utf8'))
  expect(readFileSync(file('again.json'), 'utf8')).toBe(readFileSync(file('head.json'), 'utf8'))
  expect(head).toMatchObject({ model: { id: 'memeveil-mini' }, fusion: 'align', trainedOn: { small: 25 } })
  expect(head.validation.small.auroc).toBeGreaterThan(0.8)
})

test('evaluation prints a row a data set, each figure with its interval', () => {
  writeFileSync(
    file('test.csv'),
    ['dataset,split,sentence,label', 'mine,test,women are disgusting animals,offensive', 'mine,test,I had tea with my aunt,non-offensive'].join('\n'),
  )
  expect(memeveil('evaluate', '--csv', file('test.csv'))).toMatch(/\| mine \| 2 \| 1\.000 \(1\.000–1\.000\) \|/)
})

test.each([
  ['a label that is not known', 'sentence,label\na,rude\n', /record 1: unknown label "rude"/],
  ['no label column', 'sentence\na\n', /no column "label"/],
  ['neither sentence nor picture', 'label\noffensive\n', /neither a column "sentence" nor "image_name"/],
])('a table with %s is an error that says where', (_, content, message) => {
  writeFileSync(file('bad.csv'), content)
  expect(() => execFileSync(process.execPath, ['bin/memeveil', 'train', '--csv', file('bad.csv')], { encoding: 'utf8', stdio: 'pipe' })).toThrow(message)
})
