/**
 * Awaited before each step of a judgement, none of which takes long. Waits while something else is worth more; throws
 * once nobody waits for the judgement.
 */
export type Proceed = () => Promise<void>
