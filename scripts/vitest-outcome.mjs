import { writeFileSync } from 'node:fs'

/** A vitest reporter: leaves what a suite came to in the file OUTCOME, errors outside its tests included. */
export default class {
  /** @param {readonly import('vitest/node').TestModule[]} modules @param {readonly { message: string }[]} errors */
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state).length
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()])
    // each try leaves errors
    const tell = (/** @type {import('vitest/node').TestCase} */ test) =>
      told(nameOf(test), test.result().errors?.slice(0, 1))
    const faults = [
      ...tests.filter((test) => test.result().state === 'failed').flatMap(tell),
      ...groups.flatMap((group) => told(nameOf(group), group.errors())),
      ...told('outside its tests', errors),
    ]
    const retried = tests.filter((test) => test.diagnostic()?.flaky).flatMap(tell)
    const counts = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
    writeFileSync(process.env.OUTCOME ?? '', JSON.stringify({ ...counts, retried, faults }))
  }
}

/** @param {import('vitest/node').TestCase | import('vitest/node').TestSuite | import('vitest/node').TestModule} one */
const nameOf = (one) =>
  one.type === 'module' ? one.relativeModuleId : `${one.module.relativeModuleId} > ${one.fullName}`

/** @param {string} name @param {readonly { message?: string }[] | undefined} errors */
const told = (name, errors = []) => errors.map(({ message = 'no message' }) => `${name}: ${message.split('\n', 1)[0]}`)
