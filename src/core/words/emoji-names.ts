import entries from 'unicode-emoji-json/data-by-emoji.json' with { type: 'json' }
import components from 'unicode-emoji-json/data-emoji-components.json' with { type: 'json' }

const VARIANT = /\uFE0F/g
const JOINER = '\u200D'
const TONE = /\p{Emoji_Modifier}/gu
const PART = String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*`
/** Pictographs with their tones, joined ones as one; or a flag. */
const CLUSTER = new RegExp(String.raw`${PART}(?:\u200D${PART})*|\p{Regional_Indicator}{2}`, 'gu')

const tones = new Map(Object.entries(components).map(([name, tone]) => [tone, name.replaceAll('_', ' ')]))
const names = new Map(Object.entries(entries).map(([emoji, { name }]) => [emoji.replace(VARIANT, ''), name]))

/** The text tower's vocabulary has no emoji: each becomes its Unicode name between spaces, skin tones behind it. */
export function nameEmoji(text: string): string {
  return text.replace(CLUSTER, (cluster) => ` ${nameOf(cluster)} `)
}

function nameOf(cluster: string): string {
  const bare = cluster.replace(VARIANT, '').replace(TONE, '')
  const name = names.get(bare) ?? (bare.includes(JOINER) ? bare.split(JOINER).map(nameOf).join(' ') : '')
  return [name, ...(cluster.match(TONE) ?? []).map((tone) => tones.get(tone))].join(' ')
}
