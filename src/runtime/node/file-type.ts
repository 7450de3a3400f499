/** Formats that browsers show as pictures, and sharp reads. */
const READ = ['JPEG', 'PNG', 'WebP', 'GIF', 'AVIF']

/** What stands at which byte of a file, as Latin-1. */
const STARTS: [type: string, at: number, bytes: string][] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG\r\n\x1a\n'],
  ['GIF', 0, 'GIF87a'],
  ['GIF', 0, 'GIF89a'],
  ['WebP', 8, 'WEBP'],
  ['HEIC', 4, 'ftyphe'],
  ['HEIC', 4, 'ftypm'],
  ['JPEG XL', 0, '\xff\x0a'],
  ['JPEG XL', 4, 'JXL '],
  ['TIFF', 0, 'II*\0'],
  ['TIFF', 0, 'MM\0*'],
  ['BMP', 0, 'BM'],
  ['PDF', 0, '%PDF-'],
]
const MARKUP: [type: string, tag: RegExp][] = [
  ['SVG', /<svg/i],
  ['HTML', /<(?:!doctype html|html|head|body|script)/i],
]

/**
 * What is to be said of a file that isn't read, by its first bytes; null for one that may be. sharp would hand others
 * to parsers of whole programs, as SVG and PDF are, before it could tell what they are.
 */
export function unreadType(bytes: Uint8Array): string | null {
  const type = typeOf(String.fromCharCode(...bytes.subarray(0, 1024)))
  if (type && READ.includes(type)) return null
  return type
    ? `${type} is not read, only JPEG, PNG, WebP, GIF and AVIF`
    : 'not a readable picture: its first bytes are those of none'
}

function typeOf(first: string): string | undefined {
  // a HEIF file names all that may read it
  if (first.startsWith('ftyp', 4) && /avi[fs]/.test(first.slice(8, first.charCodeAt(3)))) return 'AVIF'
  const start = STARTS.find(([, at, bytes]) => first.startsWith(bytes, at))
  if (start) return start[0]
  return /^\s*</.test(first) ? MARKUP.find(([, tag]) => tag.test(first))?.[0] : undefined
}
