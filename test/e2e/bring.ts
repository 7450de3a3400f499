import { readFileSync } from 'node:fs'
import type { Page } from '../../demo/browsers.ts'

/** Drops or pastes a file on an element, by the events that a browser fires. */
export function bring(page: Page, type: 'drop' | 'paste', path: string, selector = 'html'): Promise<void> {
  const picture = { base64: readFileSync(path).toString('base64'), name: path, type, selector }
  return page.evaluate(({ base64, name, type, selector }) => {
    const data = new DataTransfer()
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
    data.items.add(new File([bytes], name, { type: name.endsWith('.jpg') ? 'image/jpeg' : 'text/plain' }))
    // Firefox makes no event with a clipboard that holds files
    const event = new Event(type, { bubbles: true, cancelable: true })
    Object.defineProperty(event, type === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data })
    document.querySelector(selector)?.dispatchEvent(event)
  }, picture)
}
