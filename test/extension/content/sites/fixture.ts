import { readFileSync } from 'node:fs'

/**
 * Opens a site's page of test/fixtures/sites in the document. Marks say what is expected: `data-expect="post"` with its
 * own words in `data-says`, "picture" for one to check, "alone" for one to leave alone.
 */
export function openFixture(name: string): void {
  document.documentElement.innerHTML = readFileSync(`test/fixtures/sites/${name}.html`, 'utf8')
  for (const template of document.querySelectorAll<HTMLTemplateElement>('template[shadowrootmode]')) {
    template.parentElement?.attachShadow({ mode: 'open' }).append(template.content)
    template.remove()
  }
}

/** All elements of the document, those in its shadow roots too. */
export function allElements(root: Document | ShadowRoot = document): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...allElements(element.shadowRoot)] : [element],
  )
}

export function marked(mark: 'post' | 'picture' | 'alone'): Element[] {
  return allElements().filter((element) => element.getAttribute('data-expect') === mark)
}

/** The post that the marks put a picture in. */
export function expectedPost(picture: Element): Element | null {
  const root = picture.getRootNode()
  return picture.closest('[data-expect="post"]') ?? (root instanceof ShadowRoot ? expectedPost(root.host) : null)
}

/** The address that an element of a fixture shows. */
export function addressIn(picture: Element): string {
  const [, background] = /url\('(.+?)'\)/.exec(picture.getAttribute('style') ?? '') ?? []
  const address = background ?? ['src', 'poster', 'href'].map((name) => picture.getAttribute(name)).find(Boolean)
  if (!address) throw new Error(`no address in ${picture.outerHTML}`)
  return address
}
