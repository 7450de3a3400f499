/** Arrows: core ← runtime ← {extension, cli, server}, core ← training ← {cli, server}, server ← cli. Nothing points the other way. */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } })

module.exports = {
  forbidden: [
    forbid('core-knows-no-host', '^src/core', '^src/(?!core)'),
    forbid(
      'core-knows-no-platform',
      '^src/core',
      '(onnxruntime-(web|node)|webextension-polyfill|/sharp|node_modules/tesseract)',
    ),
    forbid('runtime-knows-core-alone', '^src/runtime', '^src/(?!core|runtime)'),
    forbid('browser-never-imports-node', '^src/(extension|runtime/browser)', '^src/(runtime/node|cli|server|training)'),
    forbid('node-never-imports-browser', '^src/(runtime/node|cli|server|training)', '^src/(runtime/browser|extension)'),
    forbid('training-knows-core-alone', '^src/training', '^src/(?!core|training)'),
    forbid('server-knows-no-command', '^src/server', '^src/cli'),
    forbid('content-stays-small', '^src/extension/content', '(engine|device|verdict-cache|onnxruntime|tesseract)'),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'] },
  },
}
