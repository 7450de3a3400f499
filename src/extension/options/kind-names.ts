import type { Key } from '../../core/say.ts'
import type { UnknownKind } from '../check-result.ts'

/** What a kind of fault is called in a list of them. */
export const KIND_NAMES = {
  'no-access': 'kindNoAccess',
  'private-address': 'kindPrivateAddress',
  'not-loaded': 'kindNotLoaded',
  missing: 'kindMissing',
  changes: 'kindChanges',
  'too-large': 'kindTooLarge',
  unreadable: 'kindUnreadable',
  language: 'kindLanguage',
  lettering: 'kindLettering',
  'too-late': 'kindTooLate',
  cancelled: 'kindCancelled',
  failed: 'kindFailed',
} as const satisfies Record<UnknownKind, Key>
