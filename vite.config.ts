import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import { defineConfig, type Plugin } from 'vite'
import manifest from './manifest.json' with { type: 'json' }
import packageJson from './package.json' with { type: 'json' }
import { listPackages } from './scripts/bundled-packages.mjs'
import { prepareModels } from './scripts/prepare-models.mjs'
import { firstCss } from './src/extension/content/cover/stylesheet.ts'
import { sites } from './src/extension/content/sites/index.ts'

const { version } = packageJson
/** Of the models that are loaded in the browser, below `models`. */
const MANIFESTS = ['memeveil-mini/model.json', 'reader/reader.json', 'symbol/symbol.json', 'sexual/sexual.json']
const require = createRequire(import.meta.url)
const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`))

export type Browser = 'chrome' | 'firefox'

/** Pages and picture servers of every known site; some share a server. */
const host_permissions = [
  ...new Set(Object.values(sites).flatMap(({ hosts, mediaHosts }) => [...hosts, ...mediaHosts])),
]

/**
 * The manifest of a browser, with package.json's version and the sites' host permissions. Firefox's is derived from
 * Chrome's: a background page instead of worker and offscreen document.
 */
export function manifestFor(browser: Browser): ManifestV3Export {
  if (browser === 'chrome') return { ...manifest, version, host_permissions } as ManifestV3Export
  const { minimum_chrome_version, cross_origin_embedder_policy, cross_origin_opener_policy, ...shared } = manifest
  return {
    ...shared,
    version,
    host_permissions,
    background: { scripts: [manifest.background.service_worker], type: 'module' },
    permissions: manifest.permissions.filter((p) => p !== 'offscreen'),
    browser_specific_settings: {
      gecko: {
        id: 'memeveil@memeveil.example',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
      // from there on it knows the key before
      gecko_android: { strict_min_version: '142.0' },
    },
  } as ManifestV3Export
}

/** Files that are loaded by name, for an extension may load nothing from elsewhere. */
function namedFiles(browser: Browser): { from: string; to: string; files: string[] }[] {
  // WebGPU has a build of its own, and Firefox stays on WASM
  const builds = ['ort-wasm-simd-threaded', ...(browser === 'chrome' ? ['ort-wasm-simd-threaded.asyncify'] : [])]
  const cores = ['relaxedsimd-lstm', 'simd-lstm', 'lstm'].map((name) => `tesseract-core-${name}.wasm.js`)
  return [
    {
      from: dirname(require.resolve('onnxruntime-web')),
      to: 'ort',
      files: builds.flatMap((name) => [`${name}.mjs`, `${name}.wasm`]),
    },
    { from: join(packageFolder('tesseract.js'), 'dist'), to: 'tesseract', files: ['worker.min.js'] },
    { from: packageFolder('tesseract.js-core'), to: 'tesseract', files: cores },
  ]
}

function copyNamedFiles(browser: Browser): Plugin {
  return {
    name: 'copy-named-files',
    async writeBundle({ dir }) {
      for (const { from, to, files } of namedFiles(browser))
        for (const file of files) cpSync(join(from, file), join(dir as string, to, file))
      writeFileSync(join(dir as string, 'first.css'), firstCss())
      for (const manifest of MANIFESTS) await prepareModels(join(dir as string, 'models', manifest))
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

/** Scripts that are injected, by the second half of their mode. */
const injected: Record<string, string> = {
  content: 'src/extension/content/main.ts',
  page: 'src/extension/page/main.ts',
}

/** `--mode chrome|firefox` builds pages and background, `chrome-content` and the like what is injected. */
export default defineConfig(({ mode }) => {
  const [browser, part] = mode.split('-') as [Browser, string | undefined]
  const outDir = `dist/${browser}`
  const packages = listPackages(mode)
  const shared = {
    plugins: [withoutBackend, packages.inBundle(), packages.written],
    worker: { format: 'es' as const, plugins: () => [packages.inBundle()] },
    resolve: {
      // keeps onnxruntime's wasm glue a file of its own
      conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'],
    },
  }
  if (part) {
    return {
      ...shared,
      publicDir: false as const,
      build: {
        outDir,
        emptyOutDir: false,
        target: 'es2022',
        lib: {
          entry: injected[part],
          formats: ['iife' as const],
          name: part,
          fileName: () => `${part}.js`,
        },
      },
    }
  }
  return {
    ...shared,
    plugins: [...shared.plugins, crx({ manifest: manifestFor(browser), browser }), copyNamedFiles(browser)],
    build: {
      outDir,
      target: 'es2022',
      modulePreload: false as const,
      chunkSizeWarningLimit: 3000,
      // pages that the manifest doesn't name
      rollupOptions: {
        input: ['welcome', ...(browser === 'chrome' ? ['offscreen'] : [])].map(
          (page) => `src/extension/${page}/${page}.html`,
        ),
      },
    },
  }
})
