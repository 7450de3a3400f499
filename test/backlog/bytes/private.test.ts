import { afterAll, expect, test } from 'vitest'
import { createConnections } from '../../../src/backlog/bytes/connections.ts'
import { follow } from '../../../src/backlog/bytes/redirects.ts'
import { startSite } from '../../fixtures/web-site.ts'

const connections = createConnections('MemeVeil/1', 1000)
const site = await startSite({ '/': 'router' })
const { port } = new URL(site.address)
afterAll(async () => {
  connections.close()
  await site.close()
})

const never = new AbortController().signal
const ask = (address: string, mayBePrivate: boolean) =>
  connections.ask(new URL(address), mayBePrivate, never, async ({ isPrivate }) => isPrivate)

test.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
  'the private %s is asked where its user named it, and else never, however it was connected to before',
  async (host) => {
    const asked = site.asked.length
    expect(await ask(`http://${host}:${port}/`, true)).toBe(true)
    await expect(ask(`http://${host}:${port}/`, false)).rejects.toMatchObject({
      kind: 'missing-picture',
      message: /a public address leads to .* in a private network: nothing is asked/,
    })
    expect(site.asked.length).toBe(asked + 1)
  },
)

test.each(['10.0.0.1', '192.168.1.1', '169.254.169.254', '[::1]', '[fd00::1]', '[64:ff9b::a00:1]', '0.0.0.0'])(
  'nothing public leads to %s',
  async (host) => {
    await expect(ask(`http://${host}/`, false)).rejects.toMatchObject({ kind: 'missing-picture' })
  },
)

test.each([
  ['private, private, private', [true, true, true]],
  ['public, private', [true, false]],
  ['private, public, private', [true, true, false]],
  ['private, public, private, private', [true, true, false, false]],
])('of a way by %s, the hops that may be private are %j', async (way, may) => {
  const hops = way.split(', ')
  const allowed: boolean[] = []
  await follow(new URL('http://a.org'), true, async (_, mayBePrivate) => {
    allowed.push(mayBePrivate)
    const isPrivate = hops[allowed.length - 1] === 'private'
    return allowed.length === hops.length ? { value: 'picture' } : { to: '/on', isPrivate }
  })
  expect(allowed).toEqual(may)
})
