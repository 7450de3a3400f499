import { signal } from '@preact/signals'
import { say } from '../../runtime/browser/say.ts'
import { type CheckResult, unknown } from '../check-result.ts'
import { type Payload, send } from '../protocol.ts'

/** Its address: of the web, or one that carries the picture itself. */
const picture = signal<string | null>(null)
/** What is shown of it: the web is asked by the background alone. */
const shown = signal<string | null>(null)
const address = signal('')
const text = signal('')
/** Untouched, the text is what the reader finds; corrected, it is the user's. */
const typed = signal(false)
const busy = signal(false)
const result = signal<CheckResult | null>(null)
const problem = signal('')

/** What is checked by hand, and what came of it. */
export const byHand = { picture, shown, address, text, typed, busy, result, problem }

/** The file that is being read; what is chosen meanwhile counts in its place. */
let reading: FileReader | null = null
/** The check that was asked for last. */
let latest: object | null = null

export function takeFile(file: File | null | undefined): void {
  if (!file) return
  if (!file.type.startsWith('image/')) {
    problem.value = say('notPicture')
    return
  }
  problem.value = ''
  const reader = new FileReader()
  reading = reader
  reader.onload = () => {
    if (reading !== reader) return
    address.value = ''
    checkAddress(reader.result as string)
  }
  reader.readAsDataURL(file)
}

/** Checks the picture of an address, whose text is to be read. */
export function checkAddress(found: string): void {
  reading = null
  picture.value = found
  shown.value = found.startsWith('data:image/') ? found : null
  typed.value = false
  text.value = ''
  problem.value = ''
  void run()
}

/** As a person types it: `https://` may be left out. */
export function takeAddress(typed: string): void {
  const found = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(found) || !/^https?:/i.test(found)) {
    problem.value = say('addressWrong')
    return
  }
  address.value = found
  checkAddress(found)
}

async function showPreview(found: string): Promise<void> {
  const preview = await send('popup-to-background: preview', { address: found, page: found }).catch(() => null)
  if (picture.value === found) shown.value ??= preview
}

/** Checks what is chosen and typed now. What another check, begun later, was asked for is left to that one. */
export async function run(): Promise<void> {
  const asked = { picture: picture.value ?? undefined, text: typed.value ? text.value : undefined }
  latest = asked
  busy.value = true
  result.value = null
  const checked = await send('popup-to-background: check-by-hand', asked).catch((error) => unknown(error))
  if (latest !== asked) return
  busy.value = false
  result.value = checked
  if (picture.value && !shown.value) void showPreview(picture.value)
  if (checked.state !== 'judged') return
  if (!typed.value) text.value = checked.verdict.text
  void explain(asked, checked)
}

/** Adds the reasons to a result that is still shown. */
async function explain(asked: Payload<'popup-to-background: check-by-hand'>, checked: CheckResult): Promise<void> {
  const explained = await send('popup-to-background: check-by-hand', { ...asked, explain: true }).catch(() => null)
  if (explained?.state === 'judged' && result.value === checked) result.value = explained
}
