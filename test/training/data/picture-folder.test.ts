import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createPictureFolder, readPictureFile } from '../../../src/training/data/picture-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-pictures-'))
mkdirSync(join(folder, 'sub'))
const COMPOSED = 'caf\u00e9.jpg'
const DECOMPOSED = 'na\u0069\u0308ve.jpg'
for (const name of ['a.jpg', 'sub/b.jpg', 'my meme.jpg', '50%off.jpg', COMPOSED, DECOMPOSED])
  writeFileSync(join(folder, name), name)
symlinkSync('loop.jpg', join(folder, 'loop.jpg'))
const socket = createServer().listen(join(folder, 'socket.jpg'))
afterAll(() => socket.close())
const pictures = createPictureFolder(folder)

test.each([
  ['a.jpg', 'a.jpg'],
  ['./a.jpg', 'a.jpg'],
  ['sub\\b.jpg', 'sub/b.jpg'],
  ['my%20meme.jpg', 'my meme.jpg'],
  ['50%off.jpg', '50%off.jpg'],
  [COMPOSED.normalize('NFD'), COMPOSED],
  [DECOMPOSED.normalize('NFC'), DECOMPOSED],
  ['sub\\..\\caf%C3%A9.jpg', COMPOSED],
])('the name %j leads to the file %j', async (name, file) => {
  expect(relative(folder, await pictures.find(name))).toBe(file)
})

test('a file that is gone by the time it is read is named as that', async () => {
  writeFileSync(join(folder, 'soon gone.jpg'), '')
  const path = await pictures.find('soon gone.jpg')
  rmSync(path)
  const gone = { kind: 'missing-picture', message: `the picture ${path} is gone` }
  await expect(readPictureFile(path)).rejects.toMatchObject(gone)
  await expect(readPictureFile(folder)).rejects.toMatchObject({ kind: 'missing-picture', message: /EISDIR/ })
})

describe('what is no file of the folder is told apart', () => {
  test.each([
    ['none.jpg', /^the picture is not in \/\S+$/],
    ['A.JPG', /, but "a\.jpg" is$/],
    ['a', /, but "a\.jpg" is$/],
    ['sub/b.png', /, but "b\.jpg" is$/],
    ['nosuch/b.jpg', /is not in \S+$/],
    ['/data/pics/a.jpg', /for whole paths give --images \//],
    ['C:\\pics\\a.jpg', /for whole paths give --images \//],
    ['https://example.org/a.jpg', /is an address, and nothing is fetched/],
    ['file:///a.jpg', /is an address, and nothing is fetched/],
    ['sub', /is a folder and no file/],
    ['.', /is a folder and no file/],
    ['a.jpg/x.jpg', /leads through a file/],
    ['loop.jpg', /a link that leads to itself/],
    ['socket.jpg', /a pipe, a socket or a device/],
    ['x'.repeat(300), /too long a name/],
    ['x'.repeat(5000), /too long a name/],
    ['a\0b.jpg', /NUL/],
    ['nul%00.png', /^the picture is not in \/\S+$/],
  ])('%j', async (name, message) => {
    await expect(pictures.find(name)).rejects.toMatchObject({ kind: 'missing-picture', message })
  })
})

test.each(['nosuch', 'a.jpg'])('%s is no folder of pictures', (name) => {
  expect(() => createPictureFolder(join(folder, name))).toThrow(/there is no folder .* with pictures/)
})
