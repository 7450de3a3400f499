import { MARK, WORDS, type Word, type Words } from './stylesheet.ts'

/** What elements are marked with, in the page's own random words. */
export interface Marks {
  /** Marks an element by these words; none leaves it as the page made it, under which "cover first" covers it. */
  mark(element: Element, wanted: Word[]): void
  /** Whether the element still carries what it was marked with. */
  isMarked(element: Element, wanted: Word[]): boolean
  /** The marks of an element stand in its class from now on: the page takes the attribute away. */
  useClass(element: Element): void
}

/** A mark as classes; each is touched only where it changes, for a page may listen. */
function setClasses({ classList }: Element, words: Words, wanted: Word[]): void {
  const set = (name: string, on: boolean) => classList.contains(name) !== on && classList.toggle(name, on)
  set(MARK, wanted.length > 0)
  for (const word of WORDS) set(words[word], wanted.includes(word))
}

function setAttribute(element: Element, value: string): void {
  if (value === '') element.removeAttribute(MARK)
  else if (element.getAttribute(MARK) !== value) element.setAttribute(MARK, value)
}

/** Marks are written together, before the next paint: each between two looks would have the page styled anew. */
export function createMarks(words: Words): Marks {
  const byClass = new WeakSet<Element>()
  const waiting = new Map<Element, Word[]>()
  const joined = (wanted: Word[]) => wanted.map((word) => words[word]).join(' ')
  function write(): void {
    for (const [element, wanted] of waiting) {
      if (byClass.has(element)) setClasses(element, words, wanted)
      else setAttribute(element, joined(wanted))
    }
    waiting.clear()
  }
  return {
    mark(element, wanted) {
      if (waiting.size === 0) queueMicrotask(write)
      waiting.set(element, wanted)
    },
    isMarked(element, wanted) {
      const soon = waiting.get(element)
      if (soon) return joined(soon) === joined(wanted)
      if (!byClass.has(element)) return (element.getAttribute(MARK) ?? '') === joined(wanted)
      return WORDS.every((word) => element.classList.contains(words[word]) === wanted.includes(word))
    },
    useClass: (element) => void byClass.add(element),
  }
}
