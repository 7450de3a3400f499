/**
 * Sets styles through the CSSOM, which no page's content security policy forbids, and as important: a site's reset such
 * as `html > div { display: none !important }` loses to them.
 */
export function style(element: HTMLElement | SVGElement, declarations: Record<string, string>): void {
  for (const [name, value] of Object.entries(declarations)) element.style.setProperty(name, value, 'important')
}
