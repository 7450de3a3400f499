import { useSignal } from '@preact/signals'
import type { CSSProperties } from 'preact'
import { say } from '../../runtime/browser/say.ts'
import { type Effect, keyframeOf } from '../content/cover/stylesheet.ts'

const CAPTION = say('captionOffensive', { percent: { percent: 0.93 } })

function Meme({ style }: { style: CSSProperties }) {
  const caption = {
    x: 160,
    'text-anchor': 'middle',
    'font-size': 25,
    'font-weight': 800,
    'font-family': 'Impact, "Liberation Sans", sans-serif',
    fill: '#fff',
    stroke: '#000',
    'stroke-width': 5,
    'paint-order': 'stroke',
  } as const
  return (
    <svg viewBox="0 0 320 220" role="img" aria-label={say('previewPicture')} style={style} direction="ltr">
      <rect width="320" height="220" fill="#f0d9a8" />
      <rect y="150" width="320" height="70" fill="#9c6b4e" />
      <rect x="40" y="120" width="240" height="70" rx="16" fill="#4f7f86" />
      <path d="M112 118 L116 62 L140 82 H180 L204 62 L208 118 Q206 160 160 160 Q114 160 112 118" fill="#6b6f7c" />
      <circle cx="142" cy="108" r="9" fill="#e9e36a" />
      <circle cx="178" cy="108" r="9" fill="#e9e36a" />
      <rect x="140" y="101" width="4" height="14" rx="2" fill="#111" />
      <rect x="176" y="101" width="4" height="14" rx="2" fill="#111" />
      <path d="M154 124 h12 l-6 7 z" fill="#e58f94" />
      <path d="M208 140 q44 4 34 -40" fill="none" stroke="#6b6f7c" stroke-width="12" stroke-linecap="round" />
      <text {...caption} y="34">
        {say('previewTop')}
      </text>
      <text {...caption} y="208">
        {say('previewBottom')}
      </text>
    </svg>
  )
}

/** A drawn meme as an effect would veil it on a page, to be shown and hidden again by its label. */
export function EffectPreview({ effect }: { effect: Effect }) {
  const shown = useSignal(false)
  const veil = (shown.value ? null : keyframeOf('veiled', effect)?.keyframe) ?? {}
  const isBadge = effect === 'badge'
  const label = isBadge ? 'labelBadge' : shown.value ? 'labelShown' : 'labelCovered'
  return (
    <div class="preview" data-effect={effect} data-shown={shown.value || isBadge}>
      <Meme style={veil as CSSProperties} />
      <button
        type="button"
        disabled={isBadge}
        aria-label={say(label, { caption: { said: CAPTION } })}
        onClick={() => {
          shown.value = !shown.value
        }}
      >
        {isBadge ? CAPTION : `${CAPTION} · ${say(shown.value ? 'hide' : 'show')}`}
      </button>
    </div>
  )
}
