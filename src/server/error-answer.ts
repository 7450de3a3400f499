import { STATUS_CODES } from 'node:http'
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorKind, UserError } from '../core/user-error.ts'
import { BusyError } from './job-queue.ts'
import type { UploadError } from './upload.ts'

/** What the client can mend, by its kind; any other problem is ours. */
const STATUS_BY_KIND: Partial<Record<ErrorKind, number>> = {
  picture: 422,
  language: 422,
  lettering: 422,
  'large-picture': 413,
}

/** Every answer that isn't a verdict has this form. */
export function sendError(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  return reply.code(statusCode).send({ statusCode, error: STATUS_CODES[statusCode], message })
}

/** Tells the client what it can mend, or when to come again; a fault of ours is logged, and not described. */
export function answerError(
  this: { log: FastifyBaseLogger },
  error: FastifyError | UploadError | BusyError | UserError,
  _: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof BusyError)
    return sendError(reply.header('Retry-After', String(error.retryAfter)), 503, error.message)
  const status = (error instanceof UserError ? STATUS_BY_KIND[error.kind] : error.statusCode) ?? 500
  if (status < 500) return sendError(reply, status, error.message)
  this.log.error(error)
  return sendError(reply, 500, 'the picture could not be judged')
}

/** No query and no end of a long path: they may be anything. */
export function answerNotFound({ method, url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(reply, 404, `there is no ${method} ${url.split('?')[0].slice(0, 100)}`)
}
