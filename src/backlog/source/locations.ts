import { UserError } from '../../core/user-error.ts'
import { bucketAndKey } from '../bytes/buckets.ts'

/** The location that an address is; undefined for what is a path. `where` is for the error: UserError ('table'). */
export function addressIn(value: string, where: string): string | undefined {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(value)?.[1].toLowerCase()
  if (scheme === undefined) return undefined
  const called = value.length > 100 ? `${value.slice(0, 100)}…` : value
  if (!['http', 'https', 's3', 'file'].includes(scheme))
    throw new UserError('table', `${where}: "${called}" is none of http, https, s3 and file: leave it out`)
  if (scheme === 's3' && bucketAndKey(value)?.key) return value
  if (scheme !== 's3' && URL.canParse(value)) return new URL(value).href
  throw new UserError('table', `${where}: "${called}" is no whole address: write it out or leave it out`)
}

/** TIFF, BMP and the like are not read; that they are told apart is better than that they are missing. */
const PICTURE = /\.(jpe?g|jfif|png|apng|gif|webp|avif|bmp|tiff?|heic|heif|jxl)$/i
const HIDDEN = /(^|\/)\./

/** Whether a path below a folder, with slashes, is a picture's by its name, and nothing of it is hidden. */
export function isPictureName(path: string): boolean {
  return PICTURE.test(path) && !HIDDEN.test(path)
}
