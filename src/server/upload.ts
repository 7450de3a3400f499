import type { MultipartFile } from '@fastify/multipart'
import type { FastifyError, FastifyRequest } from 'fastify'
import { MAX_PIXELS } from '../core/picture/pixels.ts'
import type { Held } from './held-bytes.ts'
import { BusyError } from './job-queue.ts'

/** What a request may bring: the picture's file and its pixels, and the text as UTF-8. */
export const LIMITS = { imageBytes: 10 * 1024 * 1024, megapixels: MAX_PIXELS / 1e6, textBytes: 20_000 }

/** For the parser, which lets a few parts more through than are known, so that the answer can name them. */
export const MULTIPART_LIMITS = {
  fileSize: LIMITS.imageBytes,
  fieldSize: LIMITS.textBytes,
  files: 2,
  fields: 4,
  parts: 6,
  fieldNameSize: 100,
}

/** Those that the description names; the parser has more. */
const STATUSES = [400, 413, 415]

/** A request that can't be answered; `statusCode` is a 4xx. */
export class UploadError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message)
  }
}

export interface Upload {
  image: Uint8Array<ArrayBuffer>
  text: string | undefined
}

/**
 * The one `image` and the `text` of a multipart request; an empty text counts as none. `held` is told of the bytes.
 * Throws UploadError and BusyError.
 */
export async function readUpload(request: FastifyRequest, held: Held): Promise<Upload> {
  if (!request.isMultipart()) throw new UploadError(415, 'send multipart/form-data with the picture as "image"')
  try {
    return await readParts(request, held)
  } catch (error) {
    const { statusCode, message } = error as FastifyError
    if (error instanceof BusyError || STATUSES.includes(statusCode ?? 0)) throw error
    // most of the parser's own complaints carry no status
    throw new UploadError(400, `the form can't be read: ${message}`)
  }
}

async function readParts(request: FastifyRequest, held: Held): Promise<Upload> {
  let image: Uint8Array<ArrayBuffer> | undefined
  let text: string | undefined
  for await (const part of request.parts()) {
    if (part.fieldname === 'image') {
      if (part.type !== 'file') throw new UploadError(400, '"image" has to be a file')
      if (image) throw new UploadError(400, 'send one picture, not several')
      image = await readImage(part, held)
    } else if (part.fieldname === 'text' && part.type === 'field') {
      if (text !== undefined) throw new UploadError(400, 'send one text, not several')
      if (part.valueTruncated) throw new UploadError(413, `the text is longer than ${LIMITS.textBytes} bytes`)
      // the parser reads JSON where a part says that it is some
      if (typeof part.value !== 'string') throw new UploadError(400, '"text" has to be plain text')
      text = part.value
    } else {
      const what = `${part.type} "${part.fieldname?.slice(0, 40) ?? ''}"`
      throw new UploadError(400, `there is no ${what} here: send "image" as a file and "text" as a field`)
    }
  }
  if (!image) throw new UploadError(400, 'there is no picture: send it as "image"')
  return { image, text: text?.trim() ? text : undefined }
}

async function readImage({ file }: MultipartFile, held: Held): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of file) {
    held.add(chunk.length)
    chunks.push(chunk)
  }
  if (file.truncated) throw new UploadError(413, `the picture has more than ${LIMITS.imageBytes / 2 ** 20} MB`)
  const bytes = new Uint8Array(Buffer.concat(chunks))
  if (bytes.length === 0) throw new UploadError(400, 'the picture is empty')
  return bytes
}
