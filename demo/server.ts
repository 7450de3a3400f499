import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { draw, type FeedPicture } from './draw.ts'
import { feedPage } from './page.ts'

export interface Feed {
  note: string
  pictures: FeedPicture[]
}

export const feed: Feed = JSON.parse(readFileSync(new URL('./feed.json', import.meta.url), 'utf8'))

export type Route = { type: string; body: string | Buffer; headers?: Record<string, string> } | { status: number }

export interface Site {
  /** http://127.0.0.1:PORT */
  address: string
  /** Paths asked for so far. */
  requests: string[]
  close(): Promise<void>
}

/** A site on this machine's loopback address; `route` answers a path, or null for 404. */
export async function serve(route: (path: string) => Promise<Route | null>): Promise<Site> {
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    // a proxy is asked for whole addresses
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    requests.push(path)
    const found = (await route(path)) ?? { status: 404 }
    if ('status' in found) return response.writeHead(found.status).end()
    const { type, body, headers } = found
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** The demo feed, or these of its pictures. */
export function serveFeed(pictures = feed.pictures): Promise<Site> {
  const drawn = new Map<string, Promise<Buffer>>()
  return serve(async (path) => {
    if (path === '/') return { type: 'text/html', body: feedPage(pictures, feed.note) }
    const picture = pictures.find((p) => path === `/pictures/${p.id}.jpg`)
    if (!picture) return null
    if (!drawn.has(picture.id)) drawn.set(picture.id, draw(picture))
    return { type: 'image/jpeg', body: await (drawn.get(picture.id) as Promise<Buffer>) }
  })
}
