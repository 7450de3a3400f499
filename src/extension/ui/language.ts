import { say } from '../../runtime/browser/say.ts'

/** Gives a page of the extension its language, its direction and its title. */
export function speak(title: string): void {
  Object.assign(document.documentElement, { lang: say.locale, dir: say.direction })
  document.title = title
}
