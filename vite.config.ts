import { cpSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import { defineConfig, type Plugin } from 'vite'
import manifest from './manifest.json' with { type: 'json' }

const require = createRequire(import.meta.url)
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`))

export type Browser = 'chrome' | 'firefox'

/** Firefox's manifest, derived from Chrome's: a background page instead of worker and offscreen document. */
export function manifestFor(browser: Browser): ManifestV3Export {
  if (browser === 'chrome') return manifest as ManifestV3Export
  const { minimum_chrome_version, cross_origin_embedder_policy, cross_origin_opener_policy, ...shared } = manifest
  return {
    ...shared,
    background: { scripts: [manifest.background.service_worker], type: 'module' },
    permissions: manifest.permissions.filter((p) => p !== 'offscreen'),
    browser_specific_settings: {
      gecko: {
        id: 'memeveil@memeveil.example',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  } as ManifestV3Export
}

/** Files that are loaded by name: the covers, and onnxruntime's and tesseract's own, since extensions may load nothing from elsewhere. */
function copyNamedFiles(browser: Browser, outDir: string): Plugin {
  return {
    name: 'copy-named-files',
    writeBundle() {
      const copy = (from: string, to: string, files: string[]) => {
        mkdirSync(join(outDir, to), { recursive: true })
        for (const file of files) cpSync(join(from, file), join(outDir, to, file.split('/').at(-1) as string))
      }
      copy('src/extension/content', 'cover', ['cover/first.css', 'cover/veil.css'])
      // WebGPU has a build of its own, and Firefox stays on WASM
      const builds =
        browser === 'chrome'
          ? ['ort-wasm-simd-threaded', 'ort-wasm-simd-threaded.asyncify']
          : ['ort-wasm-simd-threaded']
      copy(
        dirname(require.resolve('onnxruntime-web')),
        'ort',
        builds.flatMap((name) => [`${name}.mjs`, `${name}.wasm`]),
      )
      copy(join(packageFolder('tesseract.js'), 'dist'), 'tesseract', ['worker.min.js'])
      copy(packageFolder('tesseract.js-core'), 'tesseract', [
        'tesseract-core-relaxedsimd-lstm.wasm.js',
        'tesseract-core-simd-lstm.wasm.js',
        'tesseract-core-lstm.wasm.js',
      ])
      copy(packageFolder('@tesseract.js-data/eng'), 'tesseract', ['4.0.0_best_int/eng.traineddata.gz'])
    },
  }
}

/** Only the tokeniser of @xenova/transformers is used; its inference backend would bring a second onnxruntime along. */
const withoutBackend: Plugin = {
  name: 'transformers-without-backend',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('transformers/src/backends/onnx.js')
      ? 'export const ONNX = { env: {} }; export const executionProviders = []'
      : null,
}

/** `--mode chrome|firefox` builds the extension's pages and background, `chrome-content|firefox-content` its content script. */
export default defineConfig(({ mode }) => {
  const [browser, part] = mode.split('-') as [Browser, string | undefined]
  const outDir = `dist/${browser}`
  const shared = {
    plugins: [withoutBackend],
    resolve: {
      // keeps onnxruntime's wasm glue a file of its own
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'],
    },
  }
  if (part === 'content') {
    return {
      ...shared,
      publicDir: false as const,
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2022',
        lib: {
          entry: 'src/extension/content/main.ts',
          formats: ['iife' as const],
          name: 'content',
          fileName: () => 'content.js',
        },
      },
    }
  }
  return {
    ...shared,
    plugins: [...shared.plugins, crx({ manifest: manifestFor(browser), browser }), copyNamedFiles(browser, outDir)],
    build: {
      outDir,
      target: 'es2022',
      modulePreload: false as const,
      chunkSizeWarningLimit: 3000,
      rollupOptions: { input: browser === 'chrome' ? ['src/extension/offscreen/offscreen.html'] : [] },
    },
  }
})
