import { say } from '../../runtime/browser/say.ts'

/** A day that is counted by, "2026-11-26", as it is written in the user's language, on an axis from the left too. */
export function dayTitle(day: string): string {
  return say.value(new Date(`${day}T12:00`).toLocaleDateString(say.locale, { dateStyle: 'medium' }))
}
