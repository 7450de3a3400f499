import { retryAfter } from '../../core/install/hub.ts'
import { UserError } from '../../core/user-error.ts'
import { RetryLater } from './retry-later.ts'

/** Why an answer has no picture; undefined for one that has. `wait` is its Retry-After. */
export function refusalOf(status: number, wait: string | undefined, where: string): Error | undefined {
  if (status === 200) return undefined
  const mayPass = status >= 500 || [408, 425, 429].includes(status)
  if (!mayPass) return new UserError('missing-picture', `${where} has no picture there: it answered ${status}`)
  return new RetryLater(`${where} answered ${status}`, wait === undefined ? undefined : retryAfter(wait))
}
