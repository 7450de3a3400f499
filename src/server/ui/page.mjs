// What a browser shows of the server: a picture in; a verdict, and why, out. The words that were read in a picture are
// anybody's: they are only ever text, kept apart from the text around them, and cut.

/**
 * @typedef {{
 *   prediction: string, text: string, explanation: { decision: string, reasons: string[] },
 *   model: { id: string, version: string }, ms: Record<string, number>,
 * }} Answer
 */

/** As many characters are shown of anybody's words. */
const MOST_SHOWN = 2000

const form = /** @type {HTMLFormElement} */ (document.querySelector('form'))
const picture = /** @type {HTMLInputElement} */ (document.querySelector('#image'))
const preview = /** @type {HTMLImageElement} */ (document.querySelector('#preview'))
const level = /** @type {HTMLSelectElement} */ (document.querySelector('#level'))
const result = /** @type {HTMLElement} */ (document.querySelector('#result'))

/** Of the question under way, if there is one. */
let asked = new AbortController()

/** @param {string} name @param {...(Node | string)} content */
function element(name, ...content) {
  const made = document.createElement(name)
  made.append(...content)
  return made
}

/** Words of anybody's, whichever way they run. @param {string} words */
function foreign(words) {
  return element('bdi', words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words)
}

/** @param {string} title @param {...Node} rest */
function tell(title, ...rest) {
  result.replaceChildren(element('h2', title), ...rest)
}

/** @param {Answer} answer */
function tellVerdict({ prediction, text, explanation, model, ms }) {
  const took = Object.values(ms).reduce((sum, stage) => sum + stage, 0)
  const about = element('p', `Judged by ${model.id} ${model.version} in ${Math.round(took)} ms.`)
  about.className = 'quiet'
  tell(
    prediction,
    element('p', explanation.decision),
    element('ul', ...explanation.reasons.map((reason) => element('li', foreign(reason)))),
    element('h3', 'What was read, or given'),
    text ? element('blockquote', foreign(text)) : element('p', 'No words.'),
    about,
  )
  result.querySelector('h2')?.setAttribute('data-prediction', prediction)
  result.scrollIntoView({ block: 'nearest' })
}

/** Judges the picture that is chosen; an earlier question is given up. */
async function judge() {
  asked.abort()
  asked = new AbortController()
  const { signal } = asked
  tell('Judging…')
  result.setAttribute('aria-busy', 'true')
  try {
    const address = `predict?explain=1${level.value && `&level=${level.value}`}`
    const response = await fetch(address, { method: 'POST', body: new FormData(form), signal })
    const answer = await response.json().catch(() => ({ message: `the server answers ${response.status}` }))
    signal.throwIfAborted()
    if (response.ok) tellVerdict(answer)
    else tell('Not judged', element('p', foreign(String(answer.message)), '.'))
  } catch {
    if (signal.aborted) return
    tell('Not judged', element('p', 'The server can’t be reached.'))
  }
  result.removeAttribute('aria-busy')
}

/** Shows the picture that is chosen, and judges it. */
function take() {
  const file = picture.files?.[0]
  URL.revokeObjectURL(preview.src)
  preview.hidden = !file
  if (!file) return
  preview.src = URL.createObjectURL(file)
  judge()
}

/** Takes the first picture among files that were dropped or pasted. @param {FileList | undefined} files */
function choose(files) {
  const found = [...(files ?? [])].find((file) => file.type.startsWith('image/'))
  if (!found) return false
  const chosen = new DataTransfer()
  chosen.items.add(found)
  picture.files = chosen.files
  take()
  return true
}

picture.addEventListener('change', take)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  judge()
})
document.addEventListener('paste', (event) => {
  if (choose(event.clipboardData?.files)) event.preventDefault()
})
for (const type of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, (event) => {
    const { dataTransfer } = /** @type {DragEvent} */ (event)
    if (!dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    document.body.classList.toggle('over', type === 'dragover')
    if (type === 'drop' && !choose(dataTransfer.files)) tell('Not judged', element('p', 'That is no picture.'))
  })
}
