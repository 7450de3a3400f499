import { signal } from '@preact/signals'
import type { Sensitivity, Verdict } from '../../core/decide.ts'
import { say } from '../../runtime/browser/say.ts'
import { flags, saidOf } from '../correct.ts'
import { send } from '../protocol.ts'

interface WrongProps {
  verdict: Verdict
  sensitivity: Sensitivity
  /** Judges again. */
  again(): Promise<void>
}

const problem = signal('')

async function change(work: () => Promise<unknown>, again: () => Promise<void>): Promise<void> {
  problem.value = ''
  try {
    await work()
    await again()
  } catch {
    problem.value = say('notKept')
  }
}

/** Says that a verdict is wrong or, where the user has said so, takes that back. */
export function Wrong({ verdict, sensitivity, again }: WrongProps) {
  const { corrected } = verdict
  const offensive = !flags(verdict, sensitivity)
  const said = saidOf(verdict, sensitivity, offensive)
  const takeBack = (id: string) => change(() => send('popup-to-background: take-back', { id }), again)
  return (
    <div class="actions" data-wrong>
      {corrected && (
        <>
          <span>{say(corrected.offensive ? 'correctedOffensive' : 'correctedFine')}</span>
          <button type="button" name="undo" onClick={() => takeBack(corrected.id)}>
            {say('undoCorrection')}
          </button>
        </>
      )}
      {!corrected && said && (
        <button
          type="button"
          name="wrong"
          onClick={() => change(() => send('popup-to-background: correct', said), again)}
        >
          {say(offensive ? 'wrongOffensive' : 'wrongFine')}
        </button>
      )}
      <span class="bad" role="alert">
        {problem.value}
      </span>
    </div>
  )
}
