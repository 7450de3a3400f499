/**
 * Arrows: core ← runtime ← {extension, cli, server}, core ← training ← {cli, server}, server ← backlog ← cli.
 * Inside core and training a room knows only those named before it. Nothing points the other way.
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } })

/** What every room of core may know besides the rooms before it: files at its door that know no room's code. */
const DOOR = '(?:all-or-none|device-error|lazy|pause|platform|proceed|sha256|user-error)[.]ts'

/** A rule a room: of its own folder it knows itself, the rooms before it, and the files named in `door`. */
function rooms(folder, names, door) {
  return names.map((name, i) => {
    const known = names.slice(0, i + 1).join('|')
    return forbid(
      `${folder}-${name}-knows-rooms-before-it`,
      `^${folder}/${name}/`,
      `^${folder}/(?!(?:${known})/|${door}$)`,
    )
  })
}

module.exports = {
  forbidden: [
    forbid('core-knows-no-host', '^src/core', '^src/(?!core)'),
    forbid(
      'core-knows-no-platform',
      '^src/core',
      '(onnxruntime-(web|node)|webextension-polyfill|/sharp|node_modules/tesseract)',
    ),
    { name: 'core-knows-no-node', severity: 'error', from: { path: '^src/core' }, to: { dependencyTypes: ['core'] } },
    ...rooms('src/core', ['picture', 'words', 'model', 'install', 'reading', 'second', 'corrections'], DOOR),
    forbid('core-door-knows-pixels-alone', `^src/core/${DOOR}$`, `^src/core/(?!picture/pixels[.]ts$|${DOOR}$)`),
    forbid('runtime-knows-core-alone', '^src/runtime', '^src/(?!core|runtime)'),
    forbid(
      'browser-never-imports-node',
      '^src/(extension|runtime/browser)',
      '^src/(runtime/node|cli|server|backlog|training)',
    ),
    forbid(
      'node-never-imports-browser',
      '^src/(runtime/node|cli|server|backlog|training)',
      '^src/(runtime/browser|extension)',
    ),
    forbid('training-knows-core-alone', '^src/training', '^src/(?!core|training)'),
    ...rooms('src/training', ['data', 'measure', 'head'], '(?!)'),
    forbid('server-knows-no-command', '^src/server', '^src/(cli|backlog)'),
    forbid('backlog-knows-no-command', '^src/backlog', '^src/cli'),
    forbid('content-stays-small', '^src/extension/content', '(engine/|verdict-cache|onnxruntime|tesseract)'),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
