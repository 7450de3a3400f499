import { signal } from '@preact/signals'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { readInTurn } from '../one-by-one.ts'
import { heads } from './current-head.ts'

/** The model that topics are asked of; null where none is installed, undefined until that is known. */
export const topicModel = signal<ModelManifest | null | undefined>(undefined)

export const readTopicModel = readInTurn(
  () => heads.current(),
  ({ topics }) => {
    topicModel.value = topics?.manifest ?? null
  },
)
