import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply } from 'fastify'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** Everything is from the server itself, and no script stands in the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src blob: data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
}

const FILES = { 'page.css': 'text/css', 'page.mjs': 'text/javascript' }

/** The page's own files; returns what answers with the page itself. */
export function addUi(app: FastifyInstance): (reply: FastifyReply) => FastifyReply {
  const send = (reply: FastifyReply, type: string, body: string) =>
    reply.headers(HEADERS).type(`${type}; charset=utf-8`).send(body)
  for (const [name, type] of Object.entries(FILES)) {
    const body = read(name)
    app.get(`/ui/${name}`, async (_, reply) => send(reply, type, body))
  }
  const page = read('page.html')
  return (reply) => send(reply, 'text/html', page)
}

/** Browsers name HTML when an address is opened; a program that wants JSON, or anything, does not. */
export function wantsPage(accept = ''): boolean {
  return accept.includes('text/html') && !accept.includes('application/json')
}
