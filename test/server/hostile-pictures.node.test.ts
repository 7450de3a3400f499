import { afterAll, beforeAll, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { type HostilePicture, someHostilePictures } from '../fixtures/hostile/pictures.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const AT_ONCE = 4
const STATUSES: Record<HostilePicture['fate'], number[]> = {
  // lettering that can't be read is refused, too
  picture: [200, 422],
  refused: [422],
  'too large': [413],
  any: [200, 413, 422],
}

/** These take seconds, and on a busy machine longer than an answer may. */
const COSTLY = /frames|megapixels/

let server: ServerProcess
let pictures: HostilePicture[]
beforeAll(async () => {
  server = await startServer()
  pictures = await someHostilePictures()
})
afterAll(async () => void (await server?.stop()))

async function post(bytes: Buffer, text?: string) {
  const form = new FormData()
  form.append('image', new Blob([new Uint8Array(bytes)]), 'picture')
  if (text) form.append('text', text)
  const response = await fetch(`${server.address}/predict?explain=1`, { method: 'POST', body: form })
  const answer = (await response.json()) as { text?: string; message?: string; prediction?: string }
  return { status: response.status, ...answer }
}

async function memory(): Promise<number> {
  const figures = await (await fetch(`${server.address}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(figures)?.[1])
}

/** What is wrong with the answers, by picture; every second one comes with words of its own. */
async function postAll(): Promise<unknown[]> {
  const wrong: unknown[] = []
  let next = 0
  async function postNext() {
    for (let i = next++; i < pictures.length; i = next++) {
      const { name, bytes, fate } = pictures[i]
      // refused before it is looked at: it is no picture
      const statuses = bytes.length === 0 ? [400] : [...STATUSES[fate], ...(COSTLY.test(name) ? [503] : [])]
      const text = i % 2 ? `a cup of tea for number ${i}` : undefined
      const answer = await post(bytes, text)
      const told = answer.status === 200 ? answer.prediction : answer.message
      const isOwn = answer.status !== 200 || text === undefined || answer.text === text
      if (!isOwn || !statuses.includes(answer.status) || !/^[\x20-\x7e]{3,200}$/.test(told ?? ''))
        wrong.push([name, text, answer])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, postNext))
  return wrong
}

test('hostile pictures get a verdict of their own or a reason, and a meme after them its verdict', async () => {
  expect(pictures.length).toBeGreaterThan(300)
  expect(await postAll()).toEqual([])
  const meme = await draw({
    id: 'a',
    label: 'offensive',
    scene: 'road',
    top: 'Women are too stupid',
    bottom: 'to drive a car',
  })
  expect(await post(meme)).toMatchObject({ status: 200, prediction: 'Offensive' })
  expect(await memory()).toBeLessThan(600e6)
  const faults = server
    .log()
    .split('\n')
    .filter((line) => /"level":(?:50|60)/.test(line))
  expect(faults).toEqual([])
  expect(server.log()).not.toMatch(/\n {4}at |tea for number/)
}, 300_000)
