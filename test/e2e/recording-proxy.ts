import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordingProxy {
  port: number
  /** Hosts (with port) and paths asked for; a tunnel (https) has no path. */
  seen: { host: string; path: string }[]
  close(): void
}

/** Records every request of a browser. Those to the loopback address are passed on, all others are refused. */
export async function recordingProxy(): Promise<RecordingProxy> {
  const seen: RecordingProxy['seen'] = []
  const server = createServer((incoming, outgoing) => {
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '/', 'http://no-host')
    seen.push({ host, path: pathname })
    if (hostname !== '127.0.0.1') return outgoing.writeHead(502).end()
    const onward = request(
      { hostname, port, path: pathname + search, method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  server.on('connect', (incoming, socket) => {
    seen.push({ host: incoming.url ?? '', path: '' })
    socket.end('HTTP/1.1 502 Refused\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
