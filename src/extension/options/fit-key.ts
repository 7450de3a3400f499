import { type Fit, fitOf, type ModelManifest } from '../../core/model/manifest.ts'

/** What is to be said of how pictures become squares. */
export function fitKey({ resize }: Pick<ModelManifest['image'], 'resize'>): `fit_${Fit}` {
  return `fit_${fitOf(resize)}`
}
