/** Formats that browsers show as pictures, and sharp reads. */
const READ = ['JPEG', 'PNG', 'WebP', 'GIF', 'AVIF']

/** First bytes, as Latin-1 up to the 1,024th, and what they are of. */
const STARTS: [start: RegExp, type: string][] = [
  [/^\xff\xd8\xff/, 'JPEG'],
  [/^\x89PNG\r\n\x1a\n/, 'PNG'],
  [/^GIF8[79]a/, 'GIF'],
  [/^RIFF[^]{4}WEBP/, 'WebP'],
  [/^[^]{4}ftyp(?:[^]{4})*?avi[fs]/, 'AVIF'],
  [/^[^]{4}ftyp(?:hei|hev|mif|msf)/, 'HEIC'],
  [/^\xff\x0a|^\0\0\0\x0cJXL /, 'JPEG XL'],
  [/^(?:II\*\0|MM\0\*)/, 'TIFF'],
  [/^BM/, 'BMP'],
  [/^%PDF-/, 'PDF'],
  [/^\s*<(?:!doctype html|html|head|body)/i, 'HTML'],
  [/^\s*<[^]*<svg|^\s*<svg/i, 'SVG'],
]

/**
 * What is to be said of a file that isn't read, by its first bytes; null for one that may be. sharp would hand others
 * to parsers of whole programs, as SVG and PDF are, before it could tell what they are.
 */
export function unreadType(bytes: Uint8Array): string | null {
  const first = String.fromCharCode(...bytes.subarray(0, 1024))
  const type = STARTS.find(([start]) => start.test(first))?.[1]
  if (type && READ.includes(type)) return null
  return type
    ? `${type} is not read, only JPEG, PNG, WebP, GIF and AVIF`
    : 'not a readable picture: its first bytes are those of none'
}
