import type { Fit, ModelManifest } from '../../core/model/manifest.ts'

/** What is to be said of how pictures become squares. */
export function fitKey({ resize }: Pick<ModelManifest['image'], 'resize'>): `fit_${Fit}` {
  return resize.endsWith('crop') ? 'fit_crop' : 'fit_stretch'
}
