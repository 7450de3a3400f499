import sharp from 'sharp'
import { scenes } from './scenes.ts'

export interface FeedPicture {
  id: string
  label: 'offensive' | 'non-offensive'
  scene: keyof typeof scenes
  top?: string
  bottom?: string
  /** Dark letters on a light panel above the picture, instead of light letters on it. */
  panel?: boolean
  placement?: 'img' | 'srcset' | 'background' | 'shadow' | 'late'
}

const WIDTH = 600
const HEIGHT = 440
const PANEL = 110

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
}

const FONT = 'font-family="Liberation Sans, Arial, sans-serif"'
const OUTLINED = 'fill="#fff" stroke="#000" stroke-width="7" paint-order="stroke" stroke-linejoin="round"'

/** White capitals with a black outline. */
function caption(text: string, y: number): string {
  const size = Math.min(46, Math.floor((WIDTH * 1.45) / Math.max(12, text.length)))
  const letters = `${FONT} font-weight="bold" font-size="${size}" text-anchor="middle" ${OUTLINED}`
  return `<text x="300" y="${y}" ${letters}>${escapeXml(text.toUpperCase())}</text>`
}

/** Dark letters, for a light panel. */
const panelLine = (text: string, y: number) =>
  `<text x="20" y="${y}" ${FONT} font-size="32" fill="#1a1a1a">${escapeXml(text)}</text>`

function document(height: number, ...content: string[]): string {
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${content.join('')}</svg>`
}

/** The SVG of one picture of the feed. */
function svgOf({ scene, top = '', bottom = '', panel }: FeedPicture): string {
  if (!panel) return document(HEIGHT, scenes[scene], top && caption(top, 60), bottom && caption(bottom, HEIGHT - 28))
  return document(
    HEIGHT + PANEL,
    `<rect width="${WIDTH}" height="${PANEL}" fill="#fff"/>`,
    panelLine(top, 44),
    panelLine(bottom, 90),
    `<g transform="translate(0 ${PANEL})">${scenes[scene]}</g>`,
  )
}

/** The picture as JPEG, like a post's. */
export function draw(picture: FeedPicture): Promise<Buffer> {
  return sharp(Buffer.from(svgOf(picture)))
    .jpeg({ quality: 82 })
    .toBuffer()
}
