/** What is drawn in a node, as people read it. */
export function drawn(node: Element): string {
  const texts = [...node.querySelectorAll<HTMLElement>('q')].map(({ style }) => {
    const [, text = ''] = /^"((?:[^"\\]|\\.)*)" ""$/.exec(style.getPropertyValue('quotes')) ?? []
    return text.replace(/\\(.)/g, '$1')
  })
  return texts.join(' ')
}
