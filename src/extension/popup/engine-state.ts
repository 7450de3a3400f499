import { signal } from '@preact/signals'
import { type EngineState, send } from '../protocol.ts'

export const engine = signal<EngineState>('idle')

export async function askEngine(): Promise<void> {
  engine.value = await send('popup-to-background: engine-state', {}).catch(() => engine.value)
}
