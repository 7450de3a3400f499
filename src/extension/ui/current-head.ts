import { computed, signal } from '@preact/signals'
import { type CurrentHead, createHeadStore } from '../engine/head-store.ts'
import { readInTurn } from '../one-by-one.ts'

export const heads = createHeadStore()
/** The head in use; null until it is read. */
export const currentHead = signal<CurrentHead | null>(null)
/** The model that topics are asked of; null where none is installed, undefined until that is known. */
export const topicModel = computed(() => {
  const head = currentHead.value
  return head ? (head.topics?.manifest ?? null) : undefined
})

/** Throws ModelError. */
export const readCurrentHead = readInTurn(
  () => heads.current(),
  (head) => {
    currentHead.value = head
  },
)
