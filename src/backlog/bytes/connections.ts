import { lookup } from 'node:dns'
import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import ipaddr from 'ipaddr.js'
import { isPrivateIp } from '../../core/private-address.ts'
import { UserError } from '../../core/user-error.ts'
import { bounded } from './bounded.ts'
import { RetryLater } from './retry-later.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** Where it leads to instead. */
  to: string | undefined
  /** Whether it came from a private network. */
  isPrivate: boolean
  /** Up to so many bytes, decompressed, and whether that is all. Throws UserError for an unknown compression. */
  body(most: number): ReturnType<typeof bounded>
}

export interface Connections {
  /**
   * Asks once, by GET, without cookies and without following; `hear` is done with the answer when it resolves. Throws
   * RetryLater for what breaks or takes longer than the limit, UserError for a private address, the signal's reason.
   */
  ask<T>(url: URL, mayBePrivate: boolean, signal: AbortSignal, hear: (answer: Answer) => Promise<T>): Promise<T>
  close(): void
}

/** Idle ones end before a usual server's five seconds are over, so that none is used while it is being ended. */
const KEPT = { keepAlive: true, timeout: 4000 }

/** Node's own requests and not `fetch`: that can't be told which of a name's IP addresses not to connect to. */
export function createConnections(userAgent: string, timeoutMs: number): Connections {
  const agentsOf = (lookup?: LookupFunction) => ({
    'http:': new http.Agent({ ...KEPT, lookup }),
    'https:': new https.Agent({ ...KEPT, lookup }),
  })
  // sockets of the one kind are never used for the other
  const agents = { any: agentsOf(), public: agentsOf(lookupPublic) }
  const headers = { 'user-agent': userAgent, accept: 'image/*,*/*;q=0.5', 'accept-encoding': 'identity' }

  function request(url: URL, mayBePrivate: boolean, signal: AbortSignal): Promise<IncomingMessage> {
    if (!mayBePrivate) refusePrivateIp(url)
    const agent = agents[mayBePrivate ? 'any' : 'public'][url.protocol as 'http:' | 'https:']
    const { request } = url.protocol === 'https:' ? https : http
    return new Promise((resolve, reject) => {
      request(url, { agent, headers, signal }).on('response', resolve).on('error', reject).end()
    })
  }

  return {
    async ask(url, mayBePrivate, signal, hear) {
      const limit = AbortSignal.timeout(timeoutMs)
      const either = AbortSignal.any([signal, limit])
      let message: IncomingMessage | undefined
      try {
        either.throwIfAborted()
        message = await request(url, mayBePrivate, either)
        return await hear(answerOf(message, url.host))
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof UserError || error instanceof RetryLater) throw error
        if (limit.aborted) throw new RetryLater(`${url.host} took longer than ${timeoutMs / 1000} s`)
        throw broken(url.host, error as NodeJS.ErrnoException)
      } finally {
        // of one that was read to its end, the connection is kept
        message?.destroy()
      }
    },
    close() {
      for (const agent of [agents.any, agents.public].flatMap((kind) => Object.values(kind))) agent.destroy()
    },
  }
}

function answerOf(message: IncomingMessage, host: string): Answer {
  const { statusCode: status = 0, headers, socket } = message
  const { remoteAddress } = socket
  return {
    status,
    headers,
    to: [301, 302, 303, 307, 308].includes(status) ? headers.location : undefined,
    isPrivate: remoteAddress !== undefined && isPrivateIp(remoteAddress),
    async body(most) {
      const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity'
      const decoder = decoderOf(encoding)
      if (decoder === undefined)
        throw new UserError('missing-picture', `${host} sends it compressed by "${encoding}", for which nobody asked`)
      if (!decoder) return bounded(message, most)
      message.once('error', (error) => decoder.destroy(error))
      return bounded(message.pipe(decoder), most)
    },
  }
}

/** Null for none, undefined for an unknown one; some compress whether asked or not. */
function decoderOf(encoding: string) {
  if (encoding === 'identity') return null
  if (encoding === 'br') return createBrotliDecompress()
  return ['gzip', 'x-gzip', 'deflate'].includes(encoding) ? createUnzip() : undefined
}

const lookupPublic: LookupFunction = (host, options, done) => {
  lookup(host, options, (error, found, family) => {
    const all = typeof found === 'string' ? [found] : (found ?? []).map(({ address }) => address)
    done(error ?? (all.some(isPrivateIp) ? privateError(host) : null), found, family)
  })
}

/** Numbers are never looked up. Throws UserError. */
function refusePrivateIp({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (ipaddr.isValid(host) && isPrivateIp(host)) throw privateError(host)
}

function privateError(host: string): UserError {
  return new UserError('missing-picture', `a public address leads to ${host} in a private network: nothing is asked`)
}

const BROKEN: Record<string, string> = {
  ENOTFOUND: "can't be found by its name",
  EAI_AGAIN: "can't be found by its name now",
  ECONNREFUSED: 'takes no connections',
  ECONNRESET: 'cut the connection',
}

function broken(host: string, { code, message }: NodeJS.ErrnoException): RetryLater {
  return new RetryLater(`${host} ${BROKEN[code ?? ''] ?? `can't be asked: ${message}`}`)
}
