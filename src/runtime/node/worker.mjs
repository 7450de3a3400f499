// What a worker thread starts with: TypeScript, then the module that does its work.
import { workerData } from 'piscina'
import { register } from 'tsx/esm/api'

register()
export default (await import(workerData.module)).default
