import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { MAX_PIXELS } from '../core/picture/pixels.ts'

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

/** The one `image` and the `text` of a multipart request; an empty text counts as none. Throws UploadError. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new UploadError(415, 'send multipart/form-data with the picture as "image"')
  try {
    return await readParts(request)
  } catch (error) {
    // the parser's own complaints carry no status
    if ((error as { statusCode?: number }).statusCode === undefined)
      throw new UploadError(400, `the form can't be read: ${(error as Error).message}`)
    throw error
  }
}

async function readParts(request: FastifyRequest): Promise<Upload> {
  let image: Uint8Array<ArrayBuffer> | undefined
  let text: string | undefined
  for await (const part of request.parts()) {
    if (part.fieldname === 'image') {
      if (part.type !== 'file') throw new UploadError(400, '"image" has to be a file')
      if (image) throw new UploadError(400, 'send one picture, not several')
      image = await readImage(part)
    } else if (part.fieldname === 'text' && part.type === 'field') {
      if (text !== undefined) throw new UploadError(400, 'send one text, not several')
      if (part.valueTruncated) throw new UploadError(413, `the text is longer than ${LIMITS.textBytes} bytes`)
      text = String(part.value)
    } else {
      throw new UploadError(
        400,
        `there is no ${part.type} "${part.fieldname.slice(0, 40)}" here: send "image" as a file and "text" as a field`,
      )
    }
  }
  if (!image) throw new UploadError(400, 'there is no picture: send it as "image"')
  return { image, text: text?.trim() ? text : undefined }
}

async function readImage(part: MultipartFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await part.toBuffer())
  if (bytes.length === 0) throw new UploadError(400, 'the picture is empty')
  return bytes
}
