/** Words end where one of these does. */
const BLOCKS = 'address, blockquote, br, div, h1, h2, h3, h4, h5, h6, li, ol, p, pre, section, ul'
/** Says nothing of a post: its time, and what can be pressed. */
const UNSPOKEN = 'button, [role="button"], time, script, style, template'

/**
 * The words that stand in an element, a line for each of its blocks, without what `left` selects; an image in them says
 * what `spoken` makes of it.
 */
export function wordsOf(element: Element, left: string[], spoken: (image: HTMLImageElement) => string): string {
  const skipped = [UNSPOKEN, ...left].join(', ')
  const parts: string[] = []
  const walk = (node: Node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) parts.push((child as Text).data.replaceAll('\n', ' '))
      if (!(child instanceof Element) || child.matches(skipped)) continue
      const edge = child.matches(BLOCKS) ? '\n' : ''
      parts.push(edge, child instanceof HTMLImageElement ? spoken(child) : '')
      walk(child)
      parts.push(edge)
    }
  }
  walk(element)
  return parts
    .join('')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n')
}
