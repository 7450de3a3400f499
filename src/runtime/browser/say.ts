import browser from 'webextension-polyfill'
import { createSay } from '../../core/say.ts'

/** In the browser's language, where there are messages of it, else in English. */
export const say = createSay((key, values) => browser.i18n.getMessage(key, values), browser.i18n.getUILanguage())
