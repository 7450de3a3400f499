import type { Unit } from '../settings.ts'

/** Every sentence of the options page that isn't data, in the order of its sections. */
export const words = {
  title: 'MemeVeil options',
  sections: 'Sections',
  search: {
    label: 'Search the options',
    hint: 'Press / to come here, Escape to see everything again.',
    found: (rows: number) => (rows === 0 ? 'Nothing matches' : rows === 1 ? '1 row matches' : `${rows} rows match`),
  },
  general: {
    title: 'General',
    enabled: 'Veil offensive memes',
    enabledHint: 'Off, pages stay as they are, and nothing is fetched or judged.',
    ownThreshold: (from: string) =>
      `A threshold of your own counts in the place of a level: flagged from ${from} on. It is set in the popup.`,
    back: (level: string) => `Back to ${level}`,
    noLevels: (head: string, warning: string) => `${head}: ${warning}.`,
    coverOrShow: { cover: 'Cover it', show: 'Show it' },
    unknown: 'What could not be checked',
    unknownHint:
      'A picture that did not load in time, on a server without access, or with lettering that is unreadable.',
    foreign: 'Text in another language than English',
    foreignHint: 'It is not judged; shown, it carries a small mark.',
    sexual: 'Veil sexual pictures too',
    sexualHint: 'A signal of its own, which has nothing to do with “offensive”.',
    unit: 'Of an offensive post veil',
    unitHint: 'The last two where the site’s posts are known.',
    units: {
      picture: 'Its picture',
      post: 'The whole post',
      fold: 'The post, folded to a line',
    } satisfies Record<Unit, string>,
    minimumSize: 'Smallest picture, in pixels',
    minimumSizeHint: 'What is shown narrower or lower than this is left alone.',
  },
  looks: {
    title: 'Looks',
    coverFirst: 'Cover pictures until they are checked',
    coverFirstHint: 'Else they show until they are flagged.',
    try: 'Try it: the label shows the picture and hides it again, as on a page.',
  },
  model: {
    title: 'Model',
    head: 'The head that judges',
    headHint:
      'A head is the last layer of the model. “memeveil train” makes one from tables of your own. It never leaves this ' +
      'device, and pictures are judged anew with it.',
    load: 'Load a head.json',
    bundled: 'the bundled head',
    toBundled: 'Back to the bundled head',
    notTold: 'not told',
    inUse: 'In use',
    for: 'For',
    trainedOn: 'Trained on',
    readings: 'On readings of',
    reading: (of: string, here: number) => `version ${of}; here it is ${here}`,
    flagsFrom: 'Flags from',
    flags: (from: string) => `${from}; a threshold set in the popup counts instead`,
    flagsAtAll: (from: string) => `${from} on at every level, for it has no levels`,
    flagsByLevel: (levels: string) => `${levels} on, where there are words`,
    warning: (head: string, warning: string) => `${head}: ${warning}.`,
    towers: 'The towers under it',
    name: 'Model',
    licence: 'Licence',
    device: 'Device',
    onWebGpu: (adapter: string) => `WebGPU (${adapter}) where it computes what WASM computes, else WASM`,
    onWasm: 'WASM: this browser offers no WebGPU that could be trusted',
    card: 'What it was measured to do, from its card',
    cardHint: 'With the bundled head, on rows that nothing was trained or chosen on; in brackets 95 % intervals.',
  },
}
