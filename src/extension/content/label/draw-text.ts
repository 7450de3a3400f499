import { createHtml } from './layer.ts'
import { style } from './style.ts'

/**
 * Writes `text` as what stands before an empty quotation. `window.find`, which any page may call, goes into closed
 * shadow roots and tells whether a text is there; what is generated it does not find, while people and screen readers
 * get it as ever. A style sheet could generate it too, but not everywhere against a page's content security policy.
 */
export function drawText(node: HTMLElement, text: string): void {
  const quotation = createHtml('q')
  style(quotation, { quotes: `${cssString(text)} ""` })
  node.replaceChildren(quotation)
}

function cssString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\n\r\f\0]/g, ' ')}"`
}
