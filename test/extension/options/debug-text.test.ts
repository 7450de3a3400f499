import { expect, test } from 'vitest'
import { type DebugFacts, debugText } from '../../../src/extension/options/debug-text.ts'
import { defaults } from '../../../src/extension/settings.ts'

const facts: DebugFacts = {
  version: '0.1.0',
  browser: 'Browser/1',
  model: { id: 'mini', version: '2', head: 'abc123' },
  ownHead: true,
  adapter: 'vendor gen-1',
  cached: 12,
  times: [{ decode: 1.4, ocr: 100, vision: 20, text: 10, head: 0, ratings: 0 }],
  activity: {
    underWay: 3,
    devices: { towers: 'webgpu', reader: 'wasm' },
    failures: [{ at: Date.UTC(2026, 0, 2, 3, 4, 5), kind: 'too-late' }],
  },
  settings: {
    ...defaults,
    sites: { 'secret.example': {} },
    allow: ['secret.example/a'],
    block: ['b.example', 'c.example'],
    topics: [{ phrase: 'secret fears', strength: 3 }],
  },
}

test('the text tells what the view shows', () => {
  const text = debugText(facts)
  for (const line of [
    'MemeVeil: 0.1.0',
    'Model: mini 2, own head abc123',
    'WebGPU adapter: vendor gen-1',
    'Judged last on: towers webgpu, reader wasm',
    'Under way: 3',
    'Names in the cache: 12',
    '  131: decode 1, ocr 100, vision 20, text 10, head 0, ratings 0',
    '  2026-01-02T03:04:05.000Z too-late',
  ])
    expect(text.split('\n')).toContain(line)
})

test('it tells how many sites and topics are named, and none of them', () => {
  const text = debugText(facts)
  expect(text).not.toMatch(/secret|\.example/)
  expect(text).toContain('"sites":1,"allow":1,"block":2,"topics":1')
})
