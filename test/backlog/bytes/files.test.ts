import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createPictureBytes } from '../../../src/backlog/bytes/bytes.ts'
import { createHostTurns } from '../../../src/backlog/bytes/host-turns.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-files-'))
for (const name of ['in', 'in2', 'in/deep']) mkdirSync(join(folder, name))
for (const name of ['in/a b#?.jpg', 'in/deep/c.jpg', 'in2/d.jpg', 'in/..e.jpg']) writeFileSync(join(folder, name), name)
symlinkSync('../in2/d.jpg', join(folder, 'in/out.jpg'))
symlinkSync('deep/c.jpg', join(folder, 'in/link.jpg'))
symlinkSync('loop.jpg', join(folder, 'in/loop.jpg'))
const socket = createServer().listen(join(folder, 'in/socket.jpg'))
afterAll(() => socket.close())

const options = { turns: createHostTurns(), userAgent: 'MemeVeil/1' }
const everywhere = createPictureBytes(options)
const inside = createPictureBytes({ ...options, roots: [join(folder, 'in')] })
const never = new AbortController().signal
const at = (name: string) => pathToFileURL(join(folder, name)).href

test.each([
  ['in/a b#?.jpg', 'in/a b#?.jpg'],
  ['in/deep/c.jpg', 'in/deep/c.jpg'],
  ['in/..e.jpg', 'in/..e.jpg'],
  ['in/link.jpg', 'in/deep/c.jpg'],
])('the file %s is read, below a root too', async (name, content) => {
  for (const bytes of [everywhere, inside])
    expect(new TextDecoder().decode(await bytes.read(at(name), never))).toBe(content)
})

test.each(['in2/d.jpg', 'in/out.jpg', 'in/../in2/d.jpg'])('%s is read only where no root is given', async (name) => {
  expect(new TextDecoder().decode(await everywhere.read(at(name), never))).toBe('in2/d.jpg')
  await expect(inside.read(at(name), never)).rejects.toMatchObject({
    kind: 'missing-picture',
    message: /outside the folders that are read here: \S+in$/,
  })
})

test.each([
  [at('in/none.jpg'), /^the picture is not there$/],
  [at('in/deep'), /is a folder/],
  [at('in/socket.jpg'), /a pipe, a socket or a device/],
  [at('in/loop.jpg'), /a link that leads to itself/],
  [at('in/deep/c.jpg/x.jpg'), /leads through a file/],
  ['file:///a%00b.jpg', /no such file address/],
  ['file:///a%2Fb.jpg', /no such file address/],
  ['file://host/a.jpg', /no such file address/],
  ['file:a.jpg', /no such file address/],
])('%s is no picture', async (location, message) => {
  await expect(everywhere.read(location, never)).rejects.toMatchObject({ kind: 'missing-picture', message })
})

test.each(['gone', 'in/a b#?.jpg'])('a root that is no folder (%s) is told by its name, and not by picture', (root) => {
  const roots = [join(folder, 'in'), join(folder, root)]
  expect(() => createPictureBytes({ ...options, roots })).toThrow(
    expect.objectContaining({ kind: 'usage', message: `there is no folder ${roots[1]} to read pictures from` }),
  )
})
