import { InvalidArgumentError } from 'commander'

/** A parser of an option that is a number within bounds. */
export function numberOption(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= low && value <= high))
      throw new InvalidArgumentError(`A number from ${low} to ${high} is needed.`)
    return value
  }
}
