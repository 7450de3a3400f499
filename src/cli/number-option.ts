import { InvalidArgumentError } from 'commander'

/** A parser of an option that is a number from `low` to `high`. */
export function numberOption(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= low && value <= high))
      throw new InvalidArgumentError(`A number from ${low} to ${high} is needed.`)
    return value
  }
}

/** The same for a number without a fraction. */
export function integerOption(low: number, high: number): (text: string) => number {
  const parse = numberOption(low, high)
  return (text) => {
    const value = parse(text)
    if (!Number.isInteger(value))
      throw new InvalidArgumentError(`A number from ${low} to ${high} without a fraction is needed.`)
    return value
  }
}
